using System.Collections.Immutable;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The ids of the newest <see cref="CustomerLimits.SeenMax"/> events, as 64-bit hashes: a repeated id changes nothing (I1). Two different
/// ids of one customer meet with a chance of 256 in 2^64 for each event.
/// </summary>
[JsonConverter(typeof(SeenIdsJson))]
public sealed class SeenIds
{
    private readonly VersionedArray<long> ids;

    private SeenIds(VersionedArray<long> ids, ImmutableArray<long> hashes)
    {
        (this.ids, Hashes) = (ids, hashes);
    }

    /// <param name="ids">The oldest first, by <see cref="XxHash64"/>.</param>
    /// <param name="hashes">Older than those, by <see cref="StableHashing.Number"/>: from states of versions that hashed so.</param>
    public SeenIds(ReadOnlySpan<long> ids, ImmutableArray<long> hashes)
        : this(VersionedArray<long>.Of(ids), hashes)
    {
    }

    public static SeenIds Empty { get; } = new([], []);

    /// <summary>The oldest first, by <see cref="XxHash64"/>.</summary>
    public ReadOnlySpan<long> Ids => ids.Items;

    /// <summary>Older than those, by <see cref="StableHashing.Number"/>: from states of versions that hashed so.</summary>
    public ImmutableArray<long> Hashes { get; }

    /// <summary>How many ids are remembered.</summary>
    public int Length => ids.Length + Hashes.Length;

    /// <summary>With the id as the newest; null where it is among them already.</summary>
    public SeenIds? AddNew(string id)
    {
        var hash = (long)XxHash64.Of(id);
        return Ids.Contains(hash) || (!Hashes.IsEmpty && Hashes.AsSpan().Contains(StableHashing.Number(id))) ? null : Add(hash);
    }

    private SeenIds Add(long hash)
    {
        var full = Length == CustomerLimits.SeenMax;
        var dropsHash = full && !Hashes.IsEmpty;
        var next = ids.Next(full && !dropsHash ? 1 : 0, 1, out var place);
        place[0] = hash;
        return new(next, dropsHash ? Hashes.RemoveAt(0) : Hashes);
    }
}
