using Orleans.Streams;

namespace JourneyGrains.Contracts.Streams;

/// <summary>
/// The publishing half of the stream provider: what is published to a partition's stream goes to the log's grain of that partition, so a
/// producer needs no database. When publishing completes, the events are durable or in the dead letters.
/// </summary>
public sealed class LogPublisher(string name, IGrainFactory grains) : IQueueAdapter
{
    public string Name { get; } = name;

    public bool IsRewindable => true;

    public StreamProviderDirection Direction => StreamProviderDirection.WriteOnly;

    /// <exception cref="ArgumentException">
    /// The stream is not a partition's, an element is not an <see cref="EventRecord"/>, or a token is given.
    /// </exception>
    public async Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object> requestContext)
    {
        if (token is not null)
        {
            throw new ArgumentException("The log gives each event its place; publish without a token.", nameof(token));
        }

        var partition = StreamNames.PartitionOf(streamId);
        EventRecord[] records = [.. events.Select(Record)];
        if (records.Length > 0)
        {
            await grains.GetGrain<IPartitionLogGrain>(partition).Append(new AppendRequest(records));
        }
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        throw new NotSupportedException("A client publishes to the log's streams; only silos read them.");

    private static EventRecord Record<T>(T element) => element as EventRecord ?? throw new ArgumentException(
        $"The log's streams carry {nameof(EventRecord)}, not {typeof(T).Name}. Get the stream with GetStream<{nameof(EventRecord)}>(...).");
}
