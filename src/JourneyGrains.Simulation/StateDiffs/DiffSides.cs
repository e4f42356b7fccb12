using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>
/// The two sides of a comparison, each as it would be published on what was published before: so that runs stay with their version, or move,
/// as they would.
/// </summary>
public sealed record DiffSides(Variant Before, Variant After)
{
    /// <param name="history">What the store has published; none: the side before is taken for the first edition.</param>
    /// <param name="editions">Its editions that could be read, by their numbers.</param>
    public static DiffSides Of(
        EditionHistory history, IReadOnlyDictionary<int, LoadedDefinitions> editions, LoadedDefinitions before, LoadedDefinitions after)
    {
        if (history.Last is null)
        {
            history = new([Edition.Of(1, before.Definitions!, default)]);
            editions = new Dictionary<int, LoadedDefinitions> { [1] = before };
        }

        return new(Publish(history, editions, before), Publish(history, editions, after));
    }

    /// <summary>What is in force already needs no publishing.</summary>
    private static Variant Publish(EditionHistory history, IReadOnlyDictionary<int, LoadedDefinitions> editions, LoadedDefinitions side)
    {
        var last = history.Last!;
        var number = side.Definitions!.Digest == last.Digest ? last.Number : last.Number + 1;
        var published = history.Publish(number, side, editions);
        return new(published.Definitions!, published.Templates);
    }
}
