using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The newest events of a customer, in order of arrival, each with the properties of <see cref="EventTypes.Subjects"/> only. At most
/// <see cref="CustomerLimits.RecentMax"/>: counts beyond that are too low. They lie packed in one array, which is also how they are stored:
/// most turns only add one, and no turn makes objects of them that it does not look at.
/// </summary>
[JsonConverter(typeof(RecentBehaviourJson))]
public sealed class RecentBehaviour
{
    [ThreadStatic]
    private static PackedWriter? spare;

    private readonly string customerId;
    private readonly byte[] packed;

    private RecentBehaviour(string customerId, byte[] packed, int count)
    {
        (this.customerId, this.packed, Count) = (customerId, packed, count);
    }

    public static RecentBehaviour Empty { get; } = new("", [], 0);

    public int Count { get; }

    /// <summary>All of them as events, made anew at each call.</summary>
    public ImmutableArray<CustomerEvent> Events
    {
        get
        {
            var events = ImmutableArray.CreateBuilder<CustomerEvent>(Count);
            foreach (var seen in Each)
            {
                events.Add(seen.ToEvent(customerId));
            }

            return events.MoveToImmutable();
        }
    }

    /// <summary>When the newest of them happened; null: there are none.</summary>
    public DateTimeOffset? Newest
    {
        get
        {
            DateTimeOffset? newest = null;
            foreach (var seen in Each)
            {
                newest = newest is null || seen.Time > newest ? seen.Time : newest;
            }

            return newest;
        }
    }

    internal ReadOnlySpan<byte> Packed => packed;

    /// <summary>Goes over them where they lie.</summary>
    internal Enumerator Each => new(packed);

    public RecentBehaviour Add(CustomerEvent input)
    {
        var writer = spare ??= new();
        writer.Clear();
        PackedEvent.Write(writer, input);
        var entry = writer.Written;
        var kept = Packed[(Count < CustomerLimits.RecentMax ? 0 : FirstLength())..];
        var size = PackedWriter.SizeOf((ulong)entry.Length);
        var bytes = new byte[kept.Length + size + entry.Length];
        kept.CopyTo(bytes);
        PackedWriter.Put(bytes.AsSpan(kept.Length), (ulong)entry.Length);
        entry.CopyTo(bytes.AsSpan(kept.Length + size));
        return new(Count == 0 ? input.CustomerId : customerId, bytes, Math.Min(Count + 1, CustomerLimits.RecentMax));
    }

    /// <summary>How many events of the type happened at or after a moment.</summary>
    public int CountOf(string type, DateTimeOffset since)
    {
        var count = 0;
        foreach (var seen in Each)
        {
            count += seen.Time >= since && seen.IsOf(type) ? 1 : 0;
        }

        return count;
    }

    /// <summary>As <see cref="CountOf(string, DateTimeOffset)"/>, of those whose property is the value.</summary>
    public int CountOf(string type, DateTimeOffset since, string property, Value wanted)
    {
        var count = 0;
        foreach (var seen in Each)
        {
            count += seen.Time >= since && seen.IsOf(type) && seen[property] == wanted ? 1 : 0;
        }

        return count;
    }

    /// <summary>When the newest event of the type happened; null: not among the recent ones.</summary>
    public DateTimeOffset? Last(string type)
    {
        DateTimeOffset? last = null;
        foreach (var seen in Each)
        {
            if ((last is null || seen.Time > last) && seen.IsOf(type))
            {
                last = seen.Time;
            }
        }

        return last;
    }

    /// <exception cref="JsonException">Not packed events.</exception>
    internal static RecentBehaviour Unpack(string customerId, ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty)
        {
            return Empty;
        }

        var recent = new RecentBehaviour(customerId, packed.ToArray(), 0);
        var count = 0;
        foreach (var _ in recent.Each)
        {
            count++;
        }

        return new(customerId, recent.packed, count);
    }

    private int FirstLength()
    {
        var reader = new PackedReader(packed);
        _ = reader.Bytes();
        return packed.Length - reader.Rest.Length;
    }

    internal ref struct Enumerator(ReadOnlySpan<byte> packed)
    {
        private PackedReader reader = new(packed);
        private ReadOnlySpan<byte> entry;

        public readonly PackedEvent Current => new(entry);

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (reader.Rest.IsEmpty)
            {
                return false;
            }

            entry = reader.Bytes();
            return true;
        }
    }
}
