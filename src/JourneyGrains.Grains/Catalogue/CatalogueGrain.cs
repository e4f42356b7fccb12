using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Shows and renews the definitions of the silo it lives in.</summary>
internal sealed class CatalogueGrain(DefinitionCatalogue catalogue) : Grain, ICatalogueGrain
{
    public Task<DefinitionsView> Current() => Task.FromResult(View(catalogue));

    public Task<string[]> Reload() => Task.FromResult(catalogue.Reload().Select(problem => problem.ToString()).ToArray());

    internal static DefinitionsView View(DefinitionCatalogue catalogue)
    {
        var current = catalogue.Current;
        return new(
            current.Digest,
            [.. current.Journeys.Select(journey => journey.Name)],
            [.. current.Campaigns.SelectMany(campaign => campaign.Waves.Select(wave => $"{campaign.Name}/{wave.Name}"))],
            [.. current.Templates.Keys.Order(StringComparer.Ordinal)]);
    }
}
