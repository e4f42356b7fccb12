using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Appending;

/// <summary>
/// What an append writes: the rules of places, arrivals and resends, the same for every store. Times are microseconds since 1970.
/// </summary>
/// <param name="Letters">Refused events that are not there from an earlier sending.</param>
/// <param name="Mark">Where the partition stands after it.</param>
/// <param name="Sequence">The producer's last number to keep; null: not numbered.</param>
internal sealed record AppendPlan(
    IReadOnlyList<PlacedEvent> Events, IReadOnlyList<DeadLetter> Letters, PartitionMark Mark, long? Sequence, LogAppend Result)
{
    public const string OwnTime = "Recorded arrival times were given, but this store has events and keeps its own time. Replay into an "
        + "empty store, or publish the events without arrival times: each then arrives when it is appended.";

    /// <summary>Whether a request brings recorded arrivals.</summary>
    public static bool Recorded(AppendRequest request) =>
        request.Watermark is not null || request.Events.Any(record => record.Arrival is not null);

    /// <summary>Whether a producer numbers what it sends.</summary>
    public static bool Numbered(AppendRequest request, IReadOnlyList<DeadLetter> refused) => request.Producer is not null
        && (request.Events.Any(record => record.Sequence > 0) || refused.Any(letter => letter.Sequence > 0));

    /// <summary>The least arrival for what is appended.</summary>
    /// <param name="now">The clock's time; null in a store that follows its log.</param>
    /// <param name="floor">The latest time that was given out as the partition's.</param>
    public static long Earliest(AppendRequest request, PartitionMark mark, long floor, long? now)
    {
        var least = Math.Max(mark.LastArrival, mark.Watermark);
        if (now is { } clock)
        {
            return Math.Max(least, Math.Max(floor, clock));
        }

        // Without any time yet, the first event without an arrival takes its own.
        return least == long.MinValue && request.Events is [{ Arrival: null } first, ..] ? Moments.ToUnixMicroseconds(first.Time) : least;
    }

    /// <param name="known">The last number the log has of the producer; null: its events are not numbered.</param>
    public static AppendPlan Of(AppendRequest request, IReadOnlyList<DeadLetter> refused, PartitionMark mark, long earliest, long? known)
    {
        var placed = new List<PlacedEvent>(request.Events.Length);
        var last = known;
        var time = earliest;
        foreach (var record in request.Events)
        {
            if (last is { } before && record.Sequence > 0)
            {
                if (record.Sequence <= before)
                {
                    continue;
                }

                last = record.Sequence;
            }

            time = Math.Max(time, record.Arrival is { } arrival ? Moments.ToUnixMicroseconds(arrival) : long.MinValue);
            placed.Add(new PlacedEvent(mark.Head + placed.Count + 1, time, record));
        }

        var letters = refused.Where(letter => known is null || letter.Sequence == 0 || letter.Sequence > known).ToList();
        last = letters.Aggregate(last, (number, letter) => letter.Sequence > number ? letter.Sequence : number);
        var watermark = request.Watermark is { } given ? Math.Max(mark.Watermark, Moments.ToUnixMicroseconds(given)) : mark.Watermark;
        var head = mark.Head + placed.Count;
        return new AppendPlan(
            placed,
            letters,
            mark with { Head = head, LastArrival = placed.Count > 0 ? time : mark.LastArrival, Watermark = watermark },
            last,
            new LogAppend(placed.Count, request.Events.Length - placed.Count, head));
    }
}

/// <summary>An event with the place and the arrival it gets.</summary>
internal readonly record struct PlacedEvent(long Offset, long Arrival, EventRecord Record);
