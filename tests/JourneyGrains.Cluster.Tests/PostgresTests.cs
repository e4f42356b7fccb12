using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>The whole silo on PostgreSQL, by configuration alone.</summary>
public class PostgresTests
{
    private static readonly DateTimeOffset End = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_day_with_its_wave_gives_the_same_digest_on_PostgreSQL_and_in_the_simulator_and_a_resend_changes_nothing()
    {
        using var server = new PostgresServer();
        Skip.If(server.Missing is not null, server.Missing);
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 9, Customers = 120, Events = 1_200 }).ToList();
        using var folder = new TemporaryFolder();
        var settings = new[] { ("JourneyGrains:Storage", "Postgres"), ("JourneyGrains:ConnectionString", server.ConnectionString) };
        var definitions = DefinitionReader.Read(new SiloSettings().Definitions);
        var simulated = Simulator.Run(
            definitions.Definitions!, definitions.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });
        await using (var silo = await RunningSilo.StartAsync(folder.Path, null, settings))
        {
            await silo.ReplayAsync(day, End);
            Assert.True((await silo.LaunchToTheEndAsync("flash-sale")).Sent > 0, "The wave reached nobody: the test would show nothing of it.");
            Assert.Equal(simulated.Digest, await silo.Operations.Digest());
            Assert.Equal(simulated.Totals, (await silo.Operations.Status()).Totals);
        }

        await using var again = await RunningSilo.StartAsync(folder.Path, null, settings);
        await again.ReplayAsync(day, End, producer: "another");
        Assert.Equal(simulated.Digest, await again.Operations.Digest());
        Assert.False(File.Exists(folder.File("journeygrains.db")));
    }
}
