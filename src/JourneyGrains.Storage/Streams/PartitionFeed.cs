using JourneyGrains.Contracts.Streams;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>
/// One partition's queue for the pulling agent: the receiver that reads the log, and the cache whose cursors the readers have. Each cursor
/// is read ahead for by itself, from the log, wherever it stands; so rewinding is a cursor like any other and nothing is missed by falling
/// behind. All calls come on the agent's scheduler, one at a time.
/// </summary>
internal sealed class PartitionFeed(int partition, IEventLog log, LogStreamOptions options) : IQueueAdapterReceiver, IQueueCache
{
    private readonly StreamId streamId = StreamNames.Partition(partition);
    private readonly List<LogCursor> cursors = [];
    private TaskCompletionSource moved = NewSignal();
    private bool announced;
    private bool closed;

    // Where a reader starts that names no place: after what was consumed when the readers were last woken.
    private long origin;

    // What the consumer was done with at the last look; none yet.
    private long consumed = long.MinValue;

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout)
    {
        closed = true;
        moved.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Reads for the cursors that want more. What it returns only makes the agent look at them, or register the partition's readers when
    /// there are events and nobody has begun.
    /// </summary>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        if (!cursors.Exists(cursor => cursor.Used))
        {
            return await AnnounceAsync();
        }

        announced = false;
        var read = await FillAsync();
        while (read.Count == 0 && await NewsAsync())
        {
            // After a read that gave nothing the agent pauses, and what arrives meanwhile would wait for it.
            read = await FillAsync();
        }

        return read.Count > 0 || closed ? read : await KnockAsync();
    }

    // The reader keeps its offset in the log itself.
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public int GetMaxAddCount() => options.AheadMax;

    public void AddToCache(IList<IBatchContainer> messages)
    {
    }

    public bool TryPurgeFromCache(out IList<IBatchContainer> purgedItems)
    {
        purgedItems = [];
        return false;
    }

    // A full cursor is not read for; that is the back-pressure, and it ends without a poll when the reader takes a batch.
    public bool IsUnderPressure() => false;

    public IQueueCacheCursor GetCacheCursor(StreamId stream, StreamSequenceToken? token)
    {
        var from = token ?? LogTokens.Event(origin);
        var cursor = new LogCursor(LogBatch.Sign(streamId, from), LogTokens.Next(from), options.AheadMax, Moved, one => cursors.Remove(one));
        cursors.Add(cursor);
        return cursor;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Moved(LogCursor cursor)
    {
        if (cursor.Wants)
        {
            moved.TrySetResult();
        }
    }

    private async Task<IList<IBatchContainer>> AnnounceAsync()
    {
        var position = await log.PositionAsync(partition, options.Consumer, CancellationToken.None);
        origin = position.Consumed + 1;
        if (announced || position.CaughtUp)
        {
            // Registering takes the agent a moment; if it fails, the next announcement makes it try again.
            var wait = position.CaughtUp ? log.WaitAsync(partition, position.Head, options.Patience, CancellationToken.None) : Quiet();
            await Task.WhenAny(wait, Signal());
            announced = false;
            return [];
        }

        announced = true;
        return [LogBatch.Sign(streamId, LogTokens.Event(origin))];
    }

    private async Task<List<IBatchContainer>> FillAsync()
    {
        var filled = new List<IBatchContainer>();
        foreach (var cursor in cursors.Where(cursor => cursor.Wants).ToArray())
        {
            // What the log does not know of yet is waited for, not looked for.
            if (!await log.WaitAsync(partition, cursor.Next - 1, TimeSpan.Zero, CancellationToken.None))
            {
                continue;
            }

            var events = log.TakeAppended(partition, cursor.Next - 1, options.BatchMax)
                ?? await log.ReadAsync(partition, cursor.Next - 1, options.BatchMax, CancellationToken.None);
            if (events.Count > 0)
            {
                cursor.Add(LogBatch.Of(streamId, events));
                filled.Add(LogBatch.Sign(streamId, LogTokens.Event(events[0].Offset)));
            }
        }

        return filled;
    }

    /// <summary>Waits until a cursor that wants more can have it, at most for the patience; false: there is nothing to do.</summary>
    private async Task<bool> NewsAsync()
    {
        var signal = Signal();
        var wanting = cursors.Where(cursor => cursor.Wants).ToArray();
        if (wanting.Length == 0)
        {
            await Task.WhenAny(signal, Quiet());
            return !closed && signal.IsCompleted;
        }

        var after = wanting.Min(cursor => cursor.Next) - 1;
        var arrived = log.WaitAsync(partition, after, options.Patience, CancellationToken.None);
        await Task.WhenAny(signal, arrived);
        return !closed && (signal.IsCompleted || await arrived);
    }

    /// <summary>
    /// A reader that dies with its silo takes along what it was given and was not done with, and the next one begins with the next delivery: in a
    /// partition that gets nothing more, never. So where all was given and the consumer does not come on, there is a sign without events:
    /// a reader who lives passes it over, a new one says from where it wants them.
    /// </summary>
    private async Task<List<IBatchContainer>> KnockAsync()
    {
        var waiting = cursors.Where(cursor => cursor.Given && cursor.Next - 1 > consumed).ToArray();
        if (waiting.Length == 0)
        {
            return [];
        }

        var (before, now) = (consumed, (await log.PositionAsync(partition, options.Consumer, CancellationToken.None)).Consumed);
        consumed = now;
        if (now != before)
        {
            return [];
        }

        var signs = Array.ConvertAll(waiting, cursor => (Cursor: cursor, Sign: LogBatch.Sign(streamId, LogTokens.Event(cursor.Next))));
        Array.ForEach(signs, one => one.Cursor.Knock(one.Sign));
        return [.. signs.Select(one => one.Sign)];
    }

    private Task Quiet() => Task.Delay(options.Patience);

    private Task Signal()
    {
        if (moved.Task.IsCompleted && !closed)
        {
            moved = NewSignal();
        }

        return moved.Task;
    }
}
