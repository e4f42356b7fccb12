using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Experiments;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>What became of the arms of splits and of the control group, counted in the turns as the silo counts it.</summary>
/// <param name="totals">By the names the store has them under.</param>
public sealed class ArmOutcome(ImmutableSortedDictionary<string, long> totals, DefinitionSet definitions)
{
    public static ArmOutcome None { get; } = new(ImmutableSortedDictionary<string, long>.Empty, DefinitionSet.Empty);

    public ImmutableSortedDictionary<string, long> Totals { get; } = totals;

    /// <summary>By journey or wave, in ordinal order; those of which nothing was counted are not among them.</summary>
    public IReadOnlyList<JourneyResults> Journeys => [.. ResultReader.Origins(Totals).Select(Of)];

    /// <param name="counts">What is added to each total, in any order.</param>
    internal static ArmOutcome Sum(IEnumerable<KeyValuePair<string, long>> counts, DefinitionSet definitions) => new(
        counts.GroupBy(count => count.Key, count => count.Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal),
        definitions);

    public JourneyResults Of(string origin) => ResultReader.Read(origin, Totals, definitions);
}
