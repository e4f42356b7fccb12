using JourneyGrains.Core.Values;

namespace JourneyGrains.Contracts.Streams;

/// <summary>The names producers and silos agree on.</summary>
public static class StreamNames
{
    /// <summary>The Orleans stream provider.</summary>
    public const string Provider = "events";

    /// <summary>The namespace of the partition streams; the key is the partition's number.</summary>
    public const string Namespace = "customer-events";

    /// <summary>Partitions where nothing else is configured. Fixed for the life of a store.</summary>
    public const int PartitionsDefault = 16;

    /// <summary>The stream of a customer's partition.</summary>
    public static StreamId StreamOf(string customerId, int partitions) => Partition(StableHashing.Partition(customerId, partitions));

    /// <summary>The stream of a partition.</summary>
    public static StreamId Partition(int partition) =>
        StreamId.Create(Namespace, partition.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
