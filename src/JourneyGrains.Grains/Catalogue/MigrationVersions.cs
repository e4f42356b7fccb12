using JourneyGrains.Core;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Holds the migrations of definitions that are to be published against the versions that runs may be on.</summary>
internal sealed class MigrationVersions(EditionStore store)
{
    private readonly Dictionary<int, DefinitionSet?> editions = [];

    /// <summary>A sentence for each that would move nobody.</summary>
    /// <param name="history">What was published before.</param>
    public async Task<string[]> NotesAsync(DefinitionSet next, EditionHistory history)
    {
        var migrating = next.Journeys.Where(journey => !journey.Migrations.IsEmpty).ToArray();
        if (migrating.Length == 0)
        {
            return [];
        }

        var runs = await store.RunsAsync();
        var notes = new List<string>();
        foreach (var journey in migrating)
        {
            var inUse = runs.Keys.Where(version => version.Journey == journey.Name).Select(version => version.Version).ToArray();
            notes.AddRange(new MigrationNotes(journey, await OlderAsync(journey, history, inUse), [.. history.VersionsOf(journey.Name).Union(inUse)]).All());
        }

        return [.. notes];
    }

    /// <summary>The versions that are named, those that runs are on and the one in force; older ones nobody can move from.</summary>
    private async Task<List<Journey>> OlderAsync(Journey journey, EditionHistory history, string[] inUse)
    {
        var older = new List<Journey>();
        var named = journey.Migrations.Select(migration => migration.From).Where(from => from != Migration.All);
        string[] inForce = history.Last?.Journeys.GetValueOrDefault(journey.Name) is { } last ? [last] : [];
        foreach (var version in named.Concat(inUse).Concat(inForce).Distinct(StringComparer.Ordinal))
        {
            if (history.WithVersion(journey.Name, version, int.MaxValue) is { } edition && (await ReadAsync(edition))?.Journey(journey.Name) is { } read)
            {
                older.Add(read);
            }
        }

        return older;
    }

    /// <summary>Null: its files cannot be read by this program.</summary>
    private async Task<DefinitionSet?> ReadAsync(Edition edition)
    {
        if (!editions.TryGetValue(edition.Number, out var read))
        {
            read = await store.FilesAsync(edition) is { } files ? DefinitionReader.ReadPublished(files).Definitions : null;
            editions[edition.Number] = read;
        }

        return read;
    }
}
