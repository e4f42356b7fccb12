using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>
/// Runs every customer in flight through two sets of definitions, forward from now with no further events, and compares message by message.
/// Memory is that of a few hundred customers, however many there are.
/// </summary>
public static class StateDiff
{
    private const int BatchMax = 512;

    /// <param name="states">Of all customers; those with nothing under way are only counted. Changed by nothing here.</param>
    /// <param name="told">Gets each difference, in the order of the states; null: only sums.</param>
    /// <param name="runs">Gets each run that is not of the version in force after the publication, or ends by it, in the same order.</param>
    public static StateDiffFindings Run(
        DiffSides sides, IEnumerable<CustomerState> states, StateDiffOptions options, Action<Difference>? told = null, Action<RunOutcome>? runs = null)
    {
        var findings = new StateDiffFindings(sides, options.From, options.Until);
        var sinks = Enumerable.Range(0, Math.Max(1, options.Threads)).Select(_ => new FindingsSink[] { new(), new() }).ToArray();
        foreach (var batch in states.Chunk(BatchMax))
        {
            var inFlight = Array.FindAll(batch, state => LivedOn.IsInFlight(state, sides));
            foreach (var one in Live(inFlight, sides, options, sinks))
            {
                findings.Add(one);
                one.Differences.ToList().ForEach(difference => told?.Invoke(difference));
                one.Runs.Where(run => run.Fate != RunFate.Same).ToList().ForEach(run => runs?.Invoke(run));
            }

            findings.Read += batch.Length;
            findings.InFlight += inFlight.Length;
            options.Progress?.Invoke(findings.Read);
        }

        findings.Finish([.. Enumerable.Range(0, 2).Select(side => FindingsSink.Sum(sinks.Select(sink => sink[side])))]);
        return findings;
    }

    /// <summary>Each thread takes a part of the batch, always the same thread the same part.</summary>
    private static LivedOn[] Live(CustomerState[] customers, DiffSides sides, StateDiffOptions options, FindingsSink[][] sinks)
    {
        var lived = new LivedOn[customers.Length];
        Parallel.For(0, sinks.Length, new ParallelOptions { MaxDegreeOfParallelism = sinks.Length }, part =>
        {
            for (var at = part; at < customers.Length; at += sinks.Length)
            {
                lived[at] = LivedOn.Of(customers[at], sides, options, sinks[part]);
            }
        });
        return lived;
    }
}
