using System.Collections.Concurrent;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>The event log in the embedded store. Positions and times are answered from memory: one process owns the file.</summary>
internal sealed class SqliteEventLog(WriteLoop writer, ReadPool readers, LogState state, TimeProvider clock) : IEventLog
{
    private readonly ConcurrentDictionary<(int Partition, string Consumer), (long Offset, long Arrival)> arrivals = [];

    public int Partitions => state.Partitions.Length;

    public bool FollowsLog => state.Follows;

    public Task<LogAppend> AppendAsync(
        int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, CancellationToken cancellation)
    {
        Of(partition);
        return writer.RunAsync(new AppendEvents(partition, request, refused, clock), cancellation);
    }

    public async Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after, int most, CancellationToken cancellation)
    {
        // Not beyond the end that everyone else sees: what is committed is on disk a moment before it is published in memory.
        var here = Of(partition);
        var head = here.Committed.Head;
        if (after >= head || most <= 0)
        {
            return [];
        }

        if (here.FromMemory(Math.Max(after, -1), most) is { } recent)
        {
            return recent;
        }

        return await readers.RunAsync(
            session => session.Rows(
                "SELECT place, arrival, id, customer, type, time, sequence, properties FROM log "
                + "WHERE place > ? AND place <= ? ORDER BY place LIMIT ?",
                query => query.Bind(LogPlaces.Of(partition, Math.Max(after, -1))).Bind(LogPlaces.Of(partition, head)).Bind(most),
                Record),
            cancellation).ConfigureAwait(false);
    }

    public Task<LogPosition> PositionAsync(int partition, string consumer, CancellationToken cancellation)
    {
        var mark = Of(partition).Committed;
        return Task.FromResult(new LogPosition(mark.Head, mark.ConsumedBy(consumer)));
    }

    public Task SetConsumedAsync(int partition, string consumer, long offset, CancellationToken cancellation, bool durable = false)
    {
        var here = Of(partition);
        var head = here.Committed.Head;
        if (offset > head)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"Partition {partition} ends at offset {head}; nothing above it can have been consumed.");
        }

        here.Consume(consumer, offset);
        return Task.CompletedTask;
    }

    public async Task<DateTimeOffset> TimeAsync(int partition, string consumer, CancellationToken cancellation)
    {
        var here = Of(partition);
        var time = here.TimeWhenCaughtUp(consumer, () => FollowsLog ? null : Moments.ToUnixMicroseconds(clock.GetUtcNow()), out var consumed)
            ?? here.TimeWhenBehind(consumer, await ArrivalAsync(partition, consumer, consumed, cancellation).ConfigureAwait(false));
        return time == long.MinValue ? DateTimeOffset.MinValue : Moments.FromUnixMicroseconds(time);
    }

    public Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation)
    {
        var here = Of(partition);
        return ArrivalWait.ForAsync(() => here.Arrived, () => here.Committed.Head > after, most, cancellation);
    }

    private static EventRecord Record(Statement row) => new(
        row.Text(2),
        row.Text(3),
        row.Text(4),
        Moments.FromUnixMicroseconds(row.Long(5)),
        row.Blob(7),
        row.Long(6),
        Moments.FromUnixMicroseconds(row.Long(1)),
        LogPlaces.Offset(row.Long(0)));

    /// <summary>When the event at an offset arrived; nothing is due before the first.</summary>
    private async Task<long> ArrivalAsync(int partition, string consumer, long offset, CancellationToken cancellation)
    {
        if (offset < 0)
        {
            return long.MinValue;
        }

        if (arrivals.TryGetValue((partition, consumer), out var known) && known.Offset == offset)
        {
            return known.Arrival;
        }

        var arrival = await readers.RunAsync(
            session => session.Row(
                "SELECT arrival FROM log WHERE place = ?", query => query.Bind(LogPlaces.Of(partition, offset)), row => row.Long(0)),
            cancellation).ConfigureAwait(false);
        arrivals[(partition, consumer)] = (offset, arrival);
        return arrival;
    }

    private PartitionState Of(int partition) => (uint)partition < (uint)Partitions
        ? state.Partitions[partition]
        : throw new ArgumentOutOfRangeException(nameof(partition), partition, $"The store has partitions 0 to {Partitions - 1}.");
}
