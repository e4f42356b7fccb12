using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>Why messages are missing on one side, counted.</summary>
internal sealed class DifferenceReasons
{
    private readonly SortedDictionary<(string Origin, DifferenceKind Kind, string Reason), long> counts = [];

    /// <summary>Most frequent first.</summary>
    public IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> All => counts
        .Select(pair => (pair.Key.Origin, pair.Key.Kind, pair.Key.Reason, Count: pair.Value))
        .OrderByDescending(one => one.Count);

    /// <summary>A message that is on both sides counts nothing.</summary>
    /// <param name="unexplained">Why a message is missing of which the transcript tells nothing.</param>
    public void Add(Difference difference, Func<Difference, string> unexplained)
    {
        if (difference.Kind is DifferenceKind.Lost or DifferenceKind.Gained)
        {
            var why = difference.Why is { } text ? Reasons.General(text) : unexplained(difference);
            var key = (difference.Origin, difference.Kind, why);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }
}
