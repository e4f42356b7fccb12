using System.Collections.Immutable;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// A partition in memory: what is committed, what the writer has staged, and the partition's time. Only the writer's thread stages.
/// </summary>
internal sealed class PartitionState
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> given = new(StringComparer.Ordinal);
    private readonly LogTail tail;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PartitionMark committed;
    private bool appending;
    private long floor;

    /// <param name="tailMax">How many events at the end of the log are kept in memory until they are consumed.</param>
    public PartitionState(PartitionMark committed, long floor, int tailMax)
    {
        tail = new(tailMax);
        SavedConsumed = committed.Consumed;
        this.committed = committed;
        this.floor = floor;
        Staged = committed;
        SavedFloor = floor;
    }

    public PartitionMark Committed => committed;

    /// <summary>For the writer: the committed state with what the open transaction adds.</summary>
    public PartitionMark Staged { get; private set; }

    /// <summary>For the writer: the floor that is on disk.</summary>
    public long SavedFloor { get; set; }

    /// <summary>For the writer: what consumers are known on disk to be done with.</summary>
    public ImmutableDictionary<string, long> SavedConsumed { get; set; }

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

    /// <summary>For the writer: what the open transaction appends.</summary>
    public void Stage(PartitionMark mark, IReadOnlyList<PlacedEvent> placed)
    {
        Staged = mark;
        foreach (var one in placed)
        {
            tail.Stage(one);
        }
    }

    /// <summary>For the writer: events in memory are not what they are on disk any more.</summary>
    public void StageErasure() => tail.StageClear();

    /// <summary>
    /// Events after an offset up to the end that is published, in order; null where not all that are asked for are in memory any more.
    /// </summary>
    public EventRecord[]? FromMemory(long after, int most)
    {
        lock (gate)
        {
            return tail.Read(after, committed.Head, most);
        }
    }

    /// <summary>A consumer is done up to an offset: true at once, and on disk with the next transaction.</summary>
    public void Consume(string consumer, long offset)
    {
        lock (gate)
        {
            if (offset > committed.ConsumedBy(consumer))
            {
                committed = committed with { Consumed = committed.Consumed.SetItem(consumer, offset) };
                tail.Release(committed.Consumed.Values.Min());
            }
        }
    }

    /// <summary>Makes what is staged visible.</summary>
    public void Publish()
    {
        var more = Staged.Head > committed.Head;
        lock (gate)
        {
            committed = Staged with { Consumed = committed.Consumed };
            tail.Publish();
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
        lock (gate)
        {
            Staged = committed;
            tail.Drop();
            appending = false;
        }
    }

    /// <summary>
    /// The partition's time for a consumer that is not behind; null for one that is, and then the offset whose arrival it is.
    /// </summary>
    /// <param name="now">
    /// The clock's time; null in a store that follows its log. Asked for where nobody forgets times meanwhile: one of a store that has just
    /// turned to its log's time would else stay.
    /// </param>
    public long? TimeWhenCaughtUp(string consumer, Func<long?> now, out long consumed)
    {
        lock (gate)
        {
            consumed = committed.ConsumedBy(consumer);
            if (consumed < committed.Head)
            {
                return null;
            }

            var time = Math.Max(committed.Watermark, committed.LastArrival);
            if (now() is { } clock && !appending)
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
