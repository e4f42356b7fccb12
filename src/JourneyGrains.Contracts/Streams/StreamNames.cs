using JourneyGrains.Core.Values;

namespace JourneyGrains.Contracts.Streams;

/// <summary>The names producers and silos agree on.</summary>
public static class StreamNames
{
    /// <summary>The Orleans stream provider.</summary>
    public const string Provider = "events";

    /// <summary>The namespace of the partition streams; the key is the partition's number.</summary>
    public const string Namespace = "customer-events";

    /// <summary>
    /// The namespace of streams of other providers whose <see cref="EventRecord"/>s are to be taken in; their keys are free. One customer's
    /// events belong on one stream, else their order is lost before they come here.
    /// </summary>
    public const string Ingress = "customer-events-in";

    /// <summary>Partitions where nothing else is configured. Fixed for the life of a store.</summary>
    public const int PartitionsDefault = 16;

    /// <summary>The most that a store may have.</summary>
    public const int PartitionsMax = 4096;

    /// <summary>The stream of a customer's partition.</summary>
    public static StreamId StreamOf(string customerId, int partitions) => Partition(StableHashing.Partition(customerId, partitions));

    /// <summary>The stream of a partition.</summary>
    public static StreamId Partition(int partition) =>
        StreamId.Create(Namespace, partition.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The partition of a stream.</summary>
    /// <exception cref="ArgumentException">It is not the stream of a partition.</exception>
    public static int PartitionOf(StreamId stream)
    {
        var key = stream.GetKeyAsString();
        return int.TryParse(key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var partition)
            && Partition(partition) == stream
            ? partition
            : throw new ArgumentException(
                $"'{stream}' is not a partition's stream. Use {nameof(StreamNames)}.{nameof(StreamOf)} or {nameof(StreamNames)}.{nameof(Partition)}.");
    }
}
