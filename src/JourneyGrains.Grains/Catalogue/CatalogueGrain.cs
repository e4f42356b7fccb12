using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Shows the definitions, and renews them in all silos.</summary>
internal sealed class CatalogueGrain(DefinitionCatalogue catalogue, EditionStore editions, SiloCatalogues silos) : Grain, ICatalogueGrain
{
    public Task<DefinitionsView> Current() => ViewAsync(catalogue, editions);

    public Task<ReloadReport> Reload() => silos.ReloadAsync(endRuns: false);

    public Task<ReloadReport> ReloadEndingRuns() => silos.ReloadAsync(endRuns: true);

    internal static async Task<DefinitionsView> ViewAsync(DefinitionCatalogue catalogue, EditionStore editions)
    {
        var current = catalogue.Current;
        var history = await editions.HistoryAsync();
        return new(
            current.Digest,
            [.. current.Journeys.Select(journey => journey.Name)],
            [.. current.Campaigns.SelectMany(campaign => campaign.Waves.Select(campaign.OriginOf))],
            [.. current.Templates.Keys.Order(StringComparer.Ordinal)])
        {
            Segments = [.. current.Segments.Select(segment => segment.Name)],
            Edition = current.Edition,
            Versions = [.. Versions(current, history, await editions.RunsAsync())],
            Editions = [.. history.Editions.Select(View)],
        };
    }

    internal static EditionView View(Edition edition) => new(edition.Number, edition.Digest, edition.At, edition.Kept)
    {
        Ended = edition.Ended?.Select(ended => new EndingRuns(ended.Key, ended.Value)).ToArray() ?? [],
    };

    /// <summary>Those in force, each with the older ones of its journey that runs are on; at last those of journeys that are gone.</summary>
    private static IEnumerable<JourneyVersionView> Versions(
        DefinitionSet current, EditionHistory history, IReadOnlyDictionary<(string Journey, string Version), long> runs)
    {
        var inForce = current.Journeys.Select(journey => (Journey: journey.Name, journey.Version)).ToHashSet();
        return inForce.Union(runs.Keys)
            .OrderBy(version => version.Journey, StringComparer.Ordinal).ThenBy(version => !inForce.Contains(version))
            .ThenBy(version => version.Version, StringComparer.Ordinal)
            .Select(version => new JourneyVersionView(
                version.Journey, version.Version, history.WithVersion(version.Journey, version.Version, current.Edition + 1)?.Number ?? 0,
                inForce.Contains(version), runs.GetValueOrDefault(version)));
    }
}
