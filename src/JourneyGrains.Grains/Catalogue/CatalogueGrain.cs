using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Shows the definitions, and renews them in all silos.</summary>
internal sealed class CatalogueGrain(DefinitionCatalogue catalogue, SiloCatalogues silos) : Grain, ICatalogueGrain
{
    public Task<DefinitionsView> Current() => Task.FromResult(View(catalogue));

    public Task<ReloadReport> Reload() => silos.ReloadAsync();

    internal static DefinitionsView View(DefinitionCatalogue catalogue)
    {
        var current = catalogue.Current;
        return new(
            current.Digest,
            [.. current.Journeys.Select(journey => journey.Name)],
            [.. current.Campaigns.SelectMany(campaign => campaign.Waves.Select(wave => $"{campaign.Name}/{wave.Name}"))],
            [.. current.Templates.Keys.Order(StringComparer.Ordinal)])
        {
            Segments = [.. current.Segments.Select(segment => segment.Name)],
        };
    }
}
