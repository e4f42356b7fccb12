using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;
using Orleans.Runtime;

namespace JourneyGrains.Silo.Hosting;

/// <summary>
/// When a silo starts: every pump runs, and every campaign that was running goes on. The routers need no call, their streams wake them.
/// </summary>
internal sealed class Awakening(IGrainFactory grains, IEventLog log, DefinitionCatalogue catalogue) : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, log.Partitions).Select(partition => grains.GetGrain<IPumpGrain>(partition).Start()));
        await Task.WhenAll(catalogue.Current.Campaigns.Select(campaign => grains.GetGrain<ICampaignGrain>(campaign.Name).Status()));
    }
}
