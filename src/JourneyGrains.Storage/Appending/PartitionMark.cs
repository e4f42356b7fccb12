using System.Collections.Immutable;

namespace JourneyGrains.Storage.Appending;

/// <summary>Where a partition stands, as one value. Times are microseconds since 1970; <see cref="long.MinValue"/>: none.</summary>
internal sealed record PartitionMark(long Head, long LastArrival, long Watermark, ImmutableDictionary<string, long> Consumed)
{
    public static readonly PartitionMark Empty =
        new(-1, long.MinValue, long.MinValue, ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));

    public long ConsumedBy(string consumer) => Consumed.TryGetValue(consumer, out var offset) ? offset : -1;
}
