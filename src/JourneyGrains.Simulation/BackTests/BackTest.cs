using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>
/// Runs one recording through two sets of definitions, customer by customer side by side, and compares message by message. Chance is a
/// stable hash, so a customer has the same luck on both sides: what differs, differs by the definitions.
/// </summary>
public static class BackTest
{
    /// <param name="events">In order of arrival.</param>
    /// <param name="told">Gets each difference, in order of the customers' ids within a shard, then of the moment; null: only sums.</param>
    /// <exception cref="OutOfOrderException">A customer's events are not in order of arrival.</exception>
    public static BackTestFindings Run(
        Variant before, Variant after, IEnumerable<RecordedEvent> events, SimulationOptions? options = null, Action<int, Difference>? told = null)
    {
        var folder = Directory.CreateTempSubdirectory("journeygrains-back-test-").FullName;
        var traces = new TraceSink[LogSimulation.Shards, 2];
        var counts = new FindingsSink[LogSimulation.Shards, 2];
        try
        {
            var tally = new Tally<RecordedEvent>(events);
            var simulation = new LogSimulation([before, after], Sink, options);
            var outcomes = simulation.Run(tally.Passing());
            var sides = outcomes.Select((outcome, side) => RunFindings.Of(tally.Count, outcome, Column(counts, side))).ToArray();
            return Compare(new(sides[0], sides[1], before.Definitions, after.Definitions), traces, told);
        }
        finally
        {
            foreach (var trace in traces)
            {
                trace?.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }

        ISimulationSink Sink(int shard, int side) => new SinkGroup(
            counts[shard, side] = new(), traces[shard, side] = new(Path.Combine(folder, $"{shard}-{side}.trace")));
    }

    private static BackTestFindings Compare(BackTestFindings findings, TraceSink[,] traces, Action<int, Difference>? told)
    {
        for (var shard = 0; shard < LogSimulation.Shards; shard++)
        {
            var (before, after) = (traces[shard, 0].Read(), traces[shard, 1].Read());
            foreach (var id in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var (differences, same) = CustomerComparison.Of(
                    id, before.GetValueOrDefault(id) ?? new(), after.GetValueOrDefault(id) ?? new());
                findings.Add(differences, same);
                differences.ForEach(difference => told?.Invoke(shard, difference));
            }
        }

        return findings;
    }

    private static IEnumerable<FindingsSink> Column(FindingsSink[,] counts, int side) =>
        Enumerable.Range(0, counts.GetLength(0)).Select(shard => counts[shard, side]);
}
