using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The ids of the newest <see cref="CustomerLimits.SeenMax"/> events, as 64-bit hashes: a repeated id changes nothing (I1). Two different
/// ids of one customer meet with a chance of 256 in 2^64 for each event.
/// </summary>
public sealed record SeenIds(ImmutableArray<long> Hashes)
{
    public static SeenIds Empty { get; } = new(ImmutableArray<long>.Empty);

    /// <summary>With the id as the newest; null where it is among them already.</summary>
    public SeenIds? AddNew(string id)
    {
        var hash = StableHashing.Number(id);
        return Hashes.AsSpan().Contains(hash) ? null : Add(hash);
    }

    private SeenIds Add(long hash) => new(Hashes.Length < CustomerLimits.SeenMax ? Hashes.Add(hash) : [.. Hashes.AsSpan(1..), hash]);
}
