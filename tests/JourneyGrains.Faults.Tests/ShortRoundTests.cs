using System.Globalization;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Faults.Tests.Schedules;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests;

/// <summary>A handful of rounds; the long form is the programme's: dotnet run --project tests/JourneyGrains.Faults.Tests -- rounds.</summary>
public sealed class ShortRoundTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    /// <summary>
    /// Both stores, both times, with and without a provider that fails and definitions that change; the last once left a partition without its reader.
    /// </summary>
    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable(RoundsCommand.SeedVariable) is { Length: > 0 } seed
        ? [int.Parse(seed, CultureInfo.InvariantCulture)]
        : [1, 2, 3, 4, 5, 1022];

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_and_nothing_comes_twice_whatever_breaks(int seed)
    {
        var plan = RoundPlan.Of(seed);
        Skip.If(plan.Store == SiloStorage.Postgres && server.Missing is not null, server.Missing);
        var outcome = await new Round(plan, server).RunAsync();
        Assert.True(outcome.Holds, outcome.ToString());
    }
}
