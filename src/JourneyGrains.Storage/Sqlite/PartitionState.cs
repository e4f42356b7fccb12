using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// A partition in memory: what is committed, what the writer has staged, and the partition's time. Only the writer's thread stages.
/// </summary>
internal sealed class PartitionState
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> given = new(StringComparer.Ordinal);
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PartitionMark committed;
    private bool appending;
    private long floor;

    public PartitionState(PartitionMark committed, long floor)
    {
        this.committed = committed;
        this.floor = floor;
        Staged = committed;
        SavedFloor = floor;
    }

    public PartitionMark Committed => committed;

    /// <summary>For the writer: the committed state with what the open transaction adds.</summary>
    public PartitionMark Staged { get; set; }

    /// <summary>For the writer: the floor that is on disk.</summary>
    public long SavedFloor { get; set; }

    /// <summary>No event arrives before this any more: a time that was given out as the partition's.</summary>
    public long Floor
    {
        get
        {
            lock (gate)
            {
                return floor;
            }
        }
    }

    /// <summary>Completes with the next append that is committed.</summary>
    public Task Arrived => Volatile.Read(ref arrived).Task;

    /// <summary>Holds the partition's time until the transaction ends, and gives the least arrival for what is appended.</summary>
    public long BeginAppend()
    {
        lock (gate)
        {
            appending = true;
            return floor;
        }
    }

    /// <summary>Times given out so far are of no account: the store has turned to its log's time.</summary>
    public void ForgetTimes()
    {
        lock (gate)
        {
            floor = long.MinValue;
            SavedFloor = long.MinValue;
            given.Clear();
        }
    }

    /// <summary>Makes what is staged visible.</summary>
    public void Publish()
    {
        var more = Staged.Head > committed.Head;
        lock (gate)
        {
            committed = Staged;
            appending = false;
        }

        if (more)
        {
            Interlocked.Exchange(ref arrived, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    /// <summary>Drops what is staged.</summary>
    public void Drop()
    {
        Staged = committed;
        lock (gate)
        {
            appending = false;
        }
    }

    /// <summary>
    /// The partition's time for a consumer that is not behind; null for one that is, and then the offset whose arrival it is.
    /// </summary>
    /// <param name="now">The clock's time; null in a store that follows its log.</param>
    public long? TimeWhenCaughtUp(string consumer, long? now, out long consumed)
    {
        lock (gate)
        {
            consumed = committed.ConsumedBy(consumer);
            if (consumed < committed.Head)
            {
                return null;
            }

            var time = Math.Max(committed.Watermark, committed.LastArrival);
            if (now is { } clock && !appending)
            {
                floor = Math.Max(floor, Math.Max(clock, time));
                time = floor;
            }

            return Give(consumer, time);
        }
    }

    /// <summary>The partition's time for a consumer that is behind. What was given before stays given: it was caught up then.</summary>
    public long TimeWhenBehind(string consumer, long arrival)
    {
        lock (gate)
        {
            return Give(consumer, arrival);
        }
    }

    private long Give(string consumer, long time)
    {
        var later = given.TryGetValue(consumer, out var before) ? Math.Max(before, time) : time;
        given[consumer] = later;
        return later;
    }
}
