using JourneyGrains.Contracts.Streams;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace JourneyGrains.Grains.Partitions;

/// <summary>The router of a partition (the key is the stream's).</summary>
public interface IRouterGrain : IGrainWithStringKey;

/// <summary>
/// Gets the partition's events in batches and gives each customer theirs, many customers at once, one customer's events in order. The next
/// batch does not wait for the one before, up to a bound. A batch counts as consumed when every turn of it and of those before it is
/// committed; until then it comes again to a router that begins.
/// </summary>
[ImplicitStreamSubscription(StreamNames.Namespace)]
internal sealed partial class RouterGrain(IEventLog log, CustomerReferences references, ILogger<RouterGrain> logger)
    : Grain, IRouterGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<EventRecord>
{
    // Of a partition; a customer who cannot be called holds the others up only when so many wait for them.
    private const int UnderWayMax = 1_024;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5);

    // Less than Orleans waits for the answer to a delivery.
    private static readonly TimeSpan RoomMost = TimeSpan.FromSeconds(20);

    private readonly Setbacks setbacks = new();
    private CustomerLanes lanes = null!;
    private Checkpoint checkpoint = null!;
    private Task batches = Task.CompletedTask;
    private bool ends;

    private int Partition => int.Parse(this.GetPrimaryKeyString(), System.Globalization.CultureInfo.InvariantCulture);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        lanes = new(GiveAsync);
        checkpoint = new(log, Partition, error => LogNotKept(logger, Partition, error), Checkpoint.KeepAfter);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ends = true;
        await lanes.EndAsync();
        await checkpoint.CloseAsync();
    }

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

    /// <exception cref="TimeoutException">Too many events wait for their customers; the batch is delivered again.</exception>
    public async Task OnNextAsync(IList<SequentialItem<EventRecord>> items)
    {
        using var activity = Instruments.Activities.StartActivity("route batch");
        activity?.SetTag("events", items.Count);
        if (!await lanes.RoomAsync(UnderWayMax, RoomMost))
        {
            throw new TimeoutException($"{lanes.Count} events of partition {Partition} wait for customers who cannot take them now.");
        }

        batches = FollowAsync(batches, lanes.Add([.. items.Select(item => item.Item)]), items[^1].Item.Offset);
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamError(logger, Partition, ex);
        return Task.CompletedTask;
    }

    /// <summary>The log is consumed up to the batch's last event once it and all before it are committed.</summary>
    private async Task FollowAsync(Task before, Task batch, long offset)
    {
        await before;
        await batch;
        checkpoint.Reach(offset);
    }

    /// <summary>A customer whose turns cannot be committed now (the store is down, the silo leaves) is called again: nothing is skipped.</summary>
    private async Task<bool> GiveAsync(string customerId, EventRecord[] events)
    {
        var customer = references.Of(customerId);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await customer.Take(events);
                return true;
            }
            catch (Exception error)
            {
                if (ends)
                {
                    return false;
                }

                if (setbacks.Add(Environment.TickCount64))
                {
                    LogRetry(logger, Partition, attempt, error);
                }

                var patience = TimeSpan.FromMilliseconds(20 * Math.Pow(2, Math.Min(attempt, 10)));
                await Task.Delay(patience < PatienceMax ? patience : PatienceMax);
            }
        }
    }

    [LoggerMessage(10, LogLevel.Error, "The stream of partition {Partition} reports an error.")]
    private static partial void LogStreamError(ILogger logger, int partition, Exception error);

    [LoggerMessage(11, LogLevel.Warning, "Events of a customer of partition {Partition} could not be taken at attempt {Attempt}; they are given again until they are. Reported once a minute.")]
    private static partial void LogRetry(ILogger logger, int partition, int attempt, Exception error);

    [LoggerMessage(13, LogLevel.Warning, "How far partition {Partition} is consumed could not be written; tried again, every second at least.")]
    private static partial void LogNotKept(ILogger logger, int partition, Exception error);
}
