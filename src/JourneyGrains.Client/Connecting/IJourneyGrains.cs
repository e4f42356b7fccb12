using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Connecting;

/// <summary>The cluster as a backend service sees it.</summary>
public interface IJourneyGrains
{
    /// <summary>What operators ask of the whole system.</summary>
    IOperationsGrain Operations { get; }

    /// <summary>The definitions of journeys and campaigns.</summary>
    ICatalogueGrain Catalogue { get; }

    /// <summary>The customer; one who was never heard of is there as well, with nothing known.</summary>
    ICustomerGrain Customer(string id);

    /// <summary>The campaign of that name; one that is not defined answers with its problem.</summary>
    ICampaignGrain Campaign(string name);

    /// <summary>The log of one partition, for producers that number their events. See <see cref="IPartitionLogGrain"/>.</summary>
    IPartitionLogGrain Log(int partition);

    /// <summary>Partitions of the store: as configured, else as the cluster says.</summary>
    ValueTask<int> PartitionsAsync(CancellationToken cancellation = default);
}
