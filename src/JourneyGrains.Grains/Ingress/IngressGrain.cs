using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace JourneyGrains.Grains.Ingress;

/// <summary>Takes one stream of another provider (the key is the stream's) into the log.</summary>
public interface IIngressGrain : IGrainWithStringKey;

/// <summary>
/// Appends what comes on a stream of another provider to the log, in its order, and takes the next batch only when this one is durable. From
/// there on an event is like any other: its arrival and its place are the log's, so that the same inputs can be decided again (I5). What
/// the other provider delivers twice has the same id, and changes nothing (I1).
/// </summary>
[ImplicitStreamSubscription(StreamNames.Ingress)]
internal sealed partial class IngressGrain(IEventLog log, ILogger<IngressGrain> logger)
    : Grain, IIngressGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<EventRecord>
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(2);

    // Together some 10 s, within the time in which a call has to be answered; then the provider delivers the batch again.
    private const int AttemptsMax = 10;

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => await handleFactory.Create<EventRecord>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<EventRecord>> items)
    {
        using var activity = Instruments.Activities.StartActivity("take in batch");
        activity?.SetTag("events", items.Count);

        // Places are the log's to give, and numbers hold only for a producer that keeps count over its restarts.
        var appends = items.Select(item => item.Item with { Offset = -1, Arrival = null, Sequence = 0 })
            .GroupBy(record => StableHashing.Partition(record.CustomerId, log.Partitions))
            .Select(group => AppendAsync(group.Key, [.. group]));
        await Task.WhenAll(appends);
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamError(logger, ex);
        return Task.CompletedTask;
    }

    private async Task AppendAsync(int partition, EventRecord[] events)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await GrainFactory.GetGrain<IPartitionLogGrain>(partition).Append(new(events));
                return;
            }
            catch (Exception error) when (attempt < AttemptsMax)
            {
                LogRetry(logger, partition, attempt, error);
                var patience = TimeSpan.FromMilliseconds(20 * Math.Pow(2, attempt));
                await Task.Delay(patience < PatienceMax ? patience : PatienceMax);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Error, "A stream of another provider reports an error.")]
    private static partial void LogStreamError(ILogger logger, Exception error);

    [LoggerMessage(31, LogLevel.Warning, "Events of another provider could not be appended to partition {Partition} at attempt {Attempt}; they are appended again.")]
    private static partial void LogRetry(ILogger logger, int partition, int attempt, Exception error);
}
