using JourneyGrains.Core;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>What is in order in the definitions as they might be, and hardly meant: migrations that would move nobody.</summary>
public static class DiffNotes
{
    /// <param name="history">What was published; null or none: only the side before is known.</param>
    /// <param name="editions">Its editions that could be read, by their numbers.</param>
    public static string[] Of(
        DefinitionSet before, DefinitionSet after, EditionHistory? history, IReadOnlyDictionary<int, LoadedDefinitions>? editions)
    {
        DefinitionSet[] older = [before, .. editions?.OrderByDescending(edition => edition.Key).Select(edition => edition.Value.Definitions!) ?? []];
        return [.. after.Journeys.SelectMany(journey => Of(journey, older, history))];
    }

    private static IEnumerable<string> Of(Journey journey, DefinitionSet[] older, EditionHistory? history)
    {
        var versions = older.Select(set => set.Journey(journey.Name)).OfType<Journey>().DistinctBy(version => version.Version).ToArray();
        var known = history?.Last is null ? null : history.VersionsOf(journey.Name).Union(versions.Select(version => version.Version)).ToArray();
        return new MigrationNotes(journey, versions, known).All();
    }
}
