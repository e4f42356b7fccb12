using System.Globalization;
using JourneyGrains.Faults.Tests.Reports;
using JourneyGrains.Faults.Tests.Schedules;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>The long form: many rounds one after the other, each told on a line, and a report of all.</summary>
internal static class RoundsCommand
{
    /// <summary>Names the one seed that the short form runs.</summary>
    public const string SeedVariable = "JOURNEYGRAINS_FAULTS_SEED";

    private const string Usage = "rounds --seed FIRST --count N [--silos MOST] [--report FILE] [--plans only]";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["rounds", ..] || args.Length % 2 == 0)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var options = args[1..].Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var first = Number(options, "--seed", 1);
        var count = Number(options, "--count", 200);
        var silos = Number(options, "--silos", 1);
        if (options.ContainsKey("--plans"))
        {
            await Console.Out.WriteLineAsync(string.Join('\n', Enumerable.Range(first, count).Select(seed => RoundPlan.Of(seed, silos))));
            return 0;
        }

        using var server = new PostgresServer();
        var outcomes = new List<RoundOutcome>();
        for (var seed = first; seed < first + count; seed++)
        {
            var plan = RoundPlan.Of(seed, silos);
            var outcome = await new Round(plan, server).RunAsync();
            outcomes.Add(outcome);
            await Console.Out.WriteLineAsync(FormattableString.Invariant(
                $"{DateTimeOffset.Now:HH:mm:ss} {(outcome.Holds ? "holds" : "FAILS")} {outcome.Took.TotalSeconds:0.0} s {outcome.Plan}"));
            if (!outcome.Holds)
            {
                await Console.Out.WriteLineAsync(outcome.ToString());
            }

            if (options.TryGetValue("--report", out var file))
            {
                await File.WriteAllTextAsync(file, FaultReport.Write(outcomes, string.Join(' ', args)));
            }
        }

        return outcomes.TrueForAll(outcome => outcome.Holds) ? 0 : 1;
    }

    private static int Number(Dictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
