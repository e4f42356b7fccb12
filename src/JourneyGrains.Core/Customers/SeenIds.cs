using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The ids of the newest <see cref="CustomerLimits.SeenMax"/> events, as 64-bit hashes: a repeated id changes nothing (I1). Two different
/// ids of one customer meet with a chance of 256 in 2^64 for each event.
/// </summary>
/// <param name="Ids">The oldest first, by <see cref="XxHash64"/>.</param>
/// <param name="Hashes">Older than those, by <see cref="StableHashing.Number"/>: from states of versions that hashed so.</param>
public sealed record SeenIds(ImmutableArray<long> Ids, ImmutableArray<long> Hashes)
{
    public static SeenIds Empty { get; } = new([], []);

    /// <summary>How many ids are remembered.</summary>
    public int Length => Ids.Length + Hashes.Length;

    /// <summary>With the id as the newest; null where it is among them already.</summary>
    public SeenIds? AddNew(string id)
    {
        var hash = (long)XxHash64.Of(id);
        return Ids.AsSpan().Contains(hash) || (!Hashes.IsEmpty && Hashes.AsSpan().Contains(StableHashing.Number(id))) ? null : Add(hash);
    }

    private SeenIds Add(long hash) => Length < CustomerLimits.SeenMax ? this with { Ids = Ids.Add(hash) }
        : Hashes.IsEmpty ? this with { Ids = [.. Ids.AsSpan(1..), hash] }
        : new(Ids.Add(hash), Hashes.RemoveAt(0));
}
