using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Connecting;

/// <inheritdoc cref="IJourneyGrains"/>
public sealed class JourneyGrainsClient(IGrainFactory grains, IOptions<JourneyGrainsClientOptions> options) : IJourneyGrains
{
    private int partitions = options.Value.Partitions;

    public IOperationsGrain Operations => grains.GetGrain<IOperationsGrain>(0);

    public ICatalogueGrain Catalogue => grains.GetGrain<ICatalogueGrain>(0);

    public ICustomerGrain Customer(string id) => grains.GetGrain<ICustomerGrain>(id);

    public ICampaignGrain Campaign(string name) => grains.GetGrain<ICampaignGrain>(name);

    public IPartitionLogGrain Log(int partition) => grains.GetGrain<IPartitionLogGrain>(partition);

    public async ValueTask<int> PartitionsAsync(CancellationToken cancellation = default)
    {
        if (partitions == 0)
        {
            var status = await Operations.Status().WaitAsync(cancellation);
            partitions = status.Partitions > 0 ? status.Partitions : StreamNames.PartitionsDefault;
        }

        return partitions;
    }
}
