using System.Collections.Concurrent;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>The stream provider over the event log: publishing appends, and each partition is a queue that is read from the log.</summary>
internal sealed class LogStreamFactory(
    string name, IEventLog log, LogStreamOptions options, LogPublisher publisher, ILogger<LogDeliveryFailures> logger)
    : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly PartitionQueues queues = new(name, log.Partitions);
    private readonly LogDeliveryFailures failures = new(logger);

    // The agent asks for the cache first and for the receiver then; here they are one, anew each time it takes the queue.
    private readonly ConcurrentDictionary<QueueId, PartitionFeed> feeds = [];

    public string Name => name;

    public bool IsRewindable => true;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => queues;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => Task.FromResult<IStreamFailureHandler>(failures);

    public IQueueCache CreateQueueCache(QueueId queueId) => feeds[queueId] = new PartitionFeed((int)queueId.GetNumericId(), log, options);

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => feeds[queueId];

    public async Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object> requestContext)
    {
        queues.GetQueueForStream(streamId);
        await publisher.QueueMessageBatchAsync(streamId, events, token, requestContext);
    }
}
