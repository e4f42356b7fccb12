using JourneyGrains.Contracts.Streams;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>The queues of the stream provider: queue n is partition n is the stream with the key n, evenly on the ring of silos.</summary>
internal sealed class PartitionQueues : IConsistentRingStreamQueueMapper
{
    private readonly QueueId[] queues;

    public PartitionQueues(string provider, int partitions)
    {
        var portion = uint.MaxValue / (uint)partitions;
        queues = [.. Enumerable.Range(0, partitions).Select(index => QueueId.GetQueueId(provider, (uint)index, portion * (uint)index))];
    }

    public IEnumerable<QueueId> GetAllQueues() => queues;

    public IEnumerable<QueueId> GetQueuesForRange(IRingRange range) => queues.Where(queue => range.InRange(queue.GetUniformHashCode()));

    /// <exception cref="ArgumentException">The stream is not a partition's, or the store has no such partition.</exception>
    public QueueId GetQueueForStream(StreamId streamId)
    {
        var partition = StreamNames.PartitionOf(streamId);
        return partition < queues.Length
            ? queues[partition]
            : throw new ArgumentException($"There is no partition {partition}: the store has {queues.Length}, from 0 on.", nameof(streamId));
    }
}
