using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Appends events to a partition with the dead letters of those that were refused.</summary>
internal sealed class AppendEvents(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, TimeProvider clock)
    : Write<LogAppend>
{
    public override int Rows => request.Events.Length + refused.Count + 1;

    protected override LogAppend Run(WriteSession session)
    {
        var log = session.Log;
        var recorded = request.Watermark is not null || request.Events.Any(record => record.Arrival is not null);
        var follows = log.FollowsLog(recorded, decides: recorded || request.Events.Length > 0);
        var mark = log.Staged(partition);
        var known = Sequence(log);
        var last = known;
        var appended = 0;
        var time = Earliest(log, mark, follows);
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
            appended++;
            log.Append(partition, mark.Head + appended, time, record);
        }

        foreach (var letter in refused.Where(letter => known is null || letter.Sequence == 0 || letter.Sequence > known))
        {
            session.Letters.Add(letter);
            last = letter.Sequence > last ? letter.Sequence : last;
        }

        return Stage(log, mark, appended, time, last);
    }

    /// <summary>The last number of the producer; null: its events are not numbered.</summary>
    private long? Sequence(LogStatements log) =>
        request.Producer is { } producer && (request.Events.Any(record => record.Sequence > 0) || refused.Any(letter => letter.Sequence > 0))
            ? log.LastSequence(partition, producer)
            : null;

    private long Earliest(LogStatements log, PartitionMark mark, bool follows)
    {
        var floor = log.BeginAppend(partition);
        var least = Math.Max(mark.LastArrival, mark.Watermark);
        if (!follows)
        {
            return Math.Max(least, Math.Max(floor, Moments.ToUnixMicroseconds(clock.GetUtcNow())));
        }

        // Without any time yet, the first event without an arrival takes its own.
        return least == long.MinValue && request.Events is [{ Arrival: null } first, ..] ? Moments.ToUnixMicroseconds(first.Time) : least;
    }

    private LogAppend Stage(LogStatements log, PartitionMark mark, int appended, long time, long? last)
    {
        if (last is { } sequence)
        {
            log.PutSequence(partition, request.Producer!, sequence);
        }

        var watermark = request.Watermark is { } given ? Math.Max(mark.Watermark, Moments.ToUnixMicroseconds(given)) : mark.Watermark;
        if (watermark > mark.Watermark)
        {
            log.PutWatermark(partition, watermark);
        }

        var head = mark.Head + appended;
        log.Stage(partition, mark with { Head = head, LastArrival = appended > 0 ? time : mark.LastArrival, Watermark = watermark });
        return new LogAppend(appended, request.Events.Length - appended, head);
    }
}
