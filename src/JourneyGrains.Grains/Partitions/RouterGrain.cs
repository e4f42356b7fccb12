using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace JourneyGrains.Grains.Partitions;

/// <summary>The router of a partition (the key is the stream's).</summary>
public interface IRouterGrain : IGrainWithStringKey;

/// <summary>
/// Gets the partition's events in batches and gives each customer theirs, many customers at once, one customer's events in order. A batch
/// counts as consumed when every turn of it is committed; until then it comes again.
/// </summary>
[ImplicitStreamSubscription(StreamNames.Namespace)]
internal sealed partial class RouterGrain(IEventLog log, ILogger<RouterGrain> logger)
    : Grain, IRouterGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<EventRecord>
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5);

    private Checkpoint checkpoint = null!;

    private int Partition => int.Parse(this.GetPrimaryKeyString(), System.Globalization.CultureInfo.InvariantCulture);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        checkpoint = new(log, Partition, error => LogNotKept(logger, Partition, error));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => checkpoint.CloseAsync();

    /// <exception cref="InvalidOperationException">The stream is another provider's: its events are in no log.</exception>
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        if (handleFactory.ProviderName != StreamNames.Provider)
        {
            throw new InvalidOperationException(
                $"The namespace '{StreamNames.Namespace}' is of the log's own streams. Publish events of the stream provider "
                + $"'{handleFactory.ProviderName}' in the namespace '{StreamNames.Ingress}'.");
        }

        var position = await log.PositionAsync(Partition, PartitionTime.Consumer, CancellationToken.None);
        await handleFactory.Create<EventRecord>().ResumeAsync(this, new EventSequenceTokenV2(position.Consumed + 1));
    }

    public async Task OnNextAsync(IList<SequentialItem<EventRecord>> items)
    {
        using var activity = Instruments.Activities.StartActivity("route batch");
        activity?.SetTag("events", items.Count);
        var calls = items.Select(item => item.Item)
            .GroupBy(record => record.CustomerId, StringComparer.Ordinal)
            .Select(group => GiveAsync(group.Key, [.. group]));
        await Task.WhenAll(calls);
        checkpoint.Reach(items[^1].Item.Offset);
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamError(logger, Partition, ex);
        return Task.CompletedTask;
    }

    /// <summary>A customer whose turns cannot be committed now (the store is down, the silo leaves) is called again: nothing is skipped.</summary>
    private async Task GiveAsync(string customerId, EventRecord[] events)
    {
        var customer = GrainFactory.GetGrain<ICustomerGrain>(customerId);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await customer.Take(events);
                return;
            }
            catch (Exception error) when (attempt < 10)
            {
                LogRetry(logger, Partition, attempt, error);
                var patience = TimeSpan.FromMilliseconds(20 * Math.Pow(2, attempt));
                await Task.Delay(patience < PatienceMax ? patience : PatienceMax);
            }
        }
    }

    [LoggerMessage(10, LogLevel.Error, "The stream of partition {Partition} reports an error.")]
    private static partial void LogStreamError(ILogger logger, int partition, Exception error);

    [LoggerMessage(11, LogLevel.Warning, "Events of a customer of partition {Partition} could not be taken at attempt {Attempt}; they are given again.")]
    private static partial void LogRetry(ILogger logger, int partition, int attempt, Exception error);

    [LoggerMessage(13, LogLevel.Warning, "How far partition {Partition} is consumed could not be written; tried again, every second at least.")]
    private static partial void LogNotKept(ILogger logger, int partition, Exception error);
}
