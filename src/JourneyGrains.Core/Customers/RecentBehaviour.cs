using System.Collections.Immutable;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The newest events of a customer, in order of arrival, each with the properties of <see cref="EventTypes.Subjects"/> only. At most
/// <see cref="CustomerLimits.RecentMax"/>: counts beyond that are too low.
/// </summary>
public sealed record RecentBehaviour(ImmutableArray<CustomerEvent> Events)
{
    public static RecentBehaviour Empty { get; } = new(ImmutableArray<CustomerEvent>.Empty);

    public RecentBehaviour Add(CustomerEvent input)
    {
        // Up to 64 of them are kept in memory: one text for all of a customer's ids, and one for each well-known type.
        var kept = input.Keep(EventTypes.Subjects) with
        {
            Type = EventTypes.Shared(input.Type),
            CustomerId = Events.Length > 0 && Events[^1].CustomerId == input.CustomerId ? Events[^1].CustomerId : input.CustomerId,
        };
        return new(Events.Length < CustomerLimits.RecentMax ? Events.Add(kept) : [.. Events.AsSpan(1..), kept]);
    }

    /// <summary>How many events of the type happened at or after a moment.</summary>
    public int Count(string type, DateTimeOffset since) => Events.Count(seen => seen.Type == type && seen.Time >= since);

    /// <summary>When the newest event of the type happened; null: not among the recent ones.</summary>
    public DateTimeOffset? Last(string type)
    {
        DateTimeOffset? last = null;
        foreach (var seen in Events)
        {
            if (seen.Type == type && (last is null || seen.Time > last))
            {
                last = seen.Time;
            }
        }

        return last;
    }
}
