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
    private const long Unknown = long.MaxValue;

    private readonly string customerId;
    private readonly PackedRows rows;

    // The one that arrived last: its time, and the bytes that it takes at the end. None before it happened later than the other moment.
    private readonly long lastAt;
    private readonly long othersUntil;
    private readonly int lastLength;

    private RecentBehaviour(string customerId, PackedRows rows, long lastAt = 0, long othersUntil = Unknown, int lastLength = 0)
    {
        (this.customerId, this.rows, this.lastAt, this.othersUntil, this.lastLength) = (customerId, rows, lastAt, othersUntil, lastLength);
    }

    public static RecentBehaviour Empty { get; } = new("", default);

    public int Count => rows.Count;

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

    internal ReadOnlySpan<byte> Packed => rows.Bytes;

    /// <summary>Goes over them where they lie.</summary>
    internal Enumerator Each => new(rows.Bytes);

    /// <summary>Goes over those that happened at or after a moment: over all of them, but where only the newest can have.</summary>
    internal Enumerator Since(DateTimeOffset moment) =>
        moment.UtcTicks > othersUntil ? new(rows.Bytes[^lastLength..], moment) : new(rows.Bytes, moment);

    public RecentBehaviour Add(CustomerEvent input)
    {
        var writer = PackedWriter.Spare;
        PackedEvent.Write(writer, input);
        var row = writer.Written;
        var until = othersUntil == Unknown ? Newest?.UtcTicks ?? 0 : Math.Max(othersUntil, lastAt);
        var length = PackedWriter.SizeOf((ulong)row.Length) + row.Length;
        return new(Count == 0 ? input.CustomerId : customerId, rows.Add(row, CustomerLimits.RecentMax), input.Time.UtcTicks, until, length);
    }

    /// <summary>How many events of the type happened at or after a moment.</summary>
    public int CountOf(string type, DateTimeOffset since)
    {
        var count = 0;
        foreach (var seen in Since(since))
        {
            count += seen.IsOf(type) ? 1 : 0;
        }

        return count;
    }

    /// <summary>As <see cref="CountOf(string, DateTimeOffset)"/>, of those whose property is the value.</summary>
    public int CountOf(string type, DateTimeOffset since, string property, Value wanted)
    {
        var count = 0;
        foreach (var seen in Since(since))
        {
            count += seen.IsOf(type) && seen[property] == wanted ? 1 : 0;
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
    internal static RecentBehaviour Unpack(string customerId, ReadOnlySpan<byte> packed) =>
        packed.IsEmpty ? Empty : new(customerId, PackedRows.Unpack(packed));

    internal ref struct Enumerator(ReadOnlySpan<byte> packed, DateTimeOffset since = default)
    {
        private readonly DateTimeOffset since = since;
        private PackedRows.Enumerator rows = new(packed);

        public PackedEvent Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (rows.MoveNext())
            {
                Current = new(rows.Current);
                if (Current.Time >= since)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
