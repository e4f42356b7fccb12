using JourneyGrains.Core;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>Why messages are missing on one side, counted.</summary>
internal sealed class DifferenceReasons(DefinitionSet before, DefinitionSet after)
{
    private readonly SortedDictionary<(string Origin, DifferenceKind Kind, string Reason), long> counts = [];

    /// <summary>Most frequent first.</summary>
    public IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> All => counts
        .Select(pair => (pair.Key.Origin, pair.Key.Kind, pair.Key.Reason, Count: pair.Value))
        .OrderByDescending(one => one.Count);

    /// <summary>A message that is on both sides counts nothing.</summary>
    public void Add(Difference difference)
    {
        if (difference.Kind is DifferenceKind.Lost or DifferenceKind.Gained)
        {
            var why = difference.Why is { } text ? GeneralReason.Of(text) : Unexplained(difference);
            var key = (difference.Origin, difference.Kind, why);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Why a message is missing of which the silent side's transcript tells nothing.</summary>
    private string Unexplained(Difference difference)
    {
        var lost = difference.Kind == DifferenceKind.Lost;
        var silent = lost ? after : before;
        var isWave = difference.Origin.Contains('/', StringComparison.Ordinal);
        return (isWave ? silent.Wave(difference.Origin) is not null : silent.Journey(difference.Origin) is not null)
            ? "the journey takes another way"
            : $"there is no such {(isWave ? "wave" : "journey")} {(lost ? "after" : "before")}";
    }
}
