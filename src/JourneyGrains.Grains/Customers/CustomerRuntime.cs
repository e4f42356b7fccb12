using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Delivery;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Customers;

/// <summary>What every customer grain of a silo shares.</summary>
internal sealed class CustomerRuntime(
    ICustomerStore store, DefinitionCatalogue catalogue, IChannels channels, PartitionTime time, ITurnFeed feed, ILogger<CustomerGrain> logger)
{
    public ICustomerStore Store { get; } = store;

    public DefinitionSet Definitions => catalogue.Current;

    /// <inheritdoc cref="DefinitionCatalogue.EnsureAsync"/>
    public ValueTask EnsureAsync(CustomerState state) => catalogue.EnsureAsync(state);

    public IChannels Channels { get; } = channels;

    public PartitionTime Time { get; } = time;

    public ITurnFeed Feed { get; } = feed;

    public ILogger Logger { get; } = logger;
}
