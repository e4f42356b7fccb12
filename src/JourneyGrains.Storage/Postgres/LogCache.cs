using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Postgres;

/// <summary>What this process has read of the log: the database may be further, never behind.</summary>
internal sealed class LogCache(int partitions)
{
    private const int TailMax = 32_768;

    private readonly Dictionary<(int Partition, string Consumer), long> given = [];
    private readonly Place[] places = [.. Enumerable.Range(0, partitions).Select(_ => new Place(Math.Max(16, TailMax / partitions)))];
    private volatile object? follows;

    public int Partitions => places.Length;

    /// <summary>Whether the store's time follows its log; null: not decided when it was last read.</summary>
    public bool? Follows => (bool?)follows;

    public long Head(int partition) => Volatile.Read(ref places[partition].Head);

    /// <summary>Completes when a further end of the partition is seen.</summary>
    public Task Arrived(int partition) => Volatile.Read(ref places[partition].Arrived).Task;

    public void Seen(int partition, long head)
    {
        var place = places[partition];
        lock (place)
        {
            if (head <= place.Head)
            {
                return;
            }

            Volatile.Write(ref place.Head, head);
        }

        Interlocked.Exchange(ref place.Arrived, NewSignal()).TrySetResult();
    }

    /// <summary>What this process has appended, before its end is <see cref="Seen"/>.</summary>
    public void Appended(int partition, IEnumerable<PlacedEvent> events)
    {
        var tail = places[partition].Tail;
        lock (tail)
        {
            foreach (var placed in events)
            {
                tail.Stage(placed);
            }

            tail.Publish();
        }
    }

    /// <summary>Events of the partition are not what they were when they were appended.</summary>
    public void Erased(int partition)
    {
        var tail = places[partition].Tail;
        lock (tail)
        {
            tail.StageClear();
            tail.Publish();
        }
    }

    /// <summary>
    /// Events after an offset that this process has appended itself; null where they are to be read from the database. Given once: who keeps
    /// up reads them once, and no more is kept than what nobody has read.
    /// </summary>
    public EventRecord[]? Take(int partition, long after, int most)
    {
        var head = Head(partition);
        if (after >= head || after < -1)
        {
            return null;
        }

        var tail = places[partition].Tail;
        lock (tail)
        {
            var events = tail.Read(after, head, most);
            tail.Release(events is [.., var last] ? last.Offset : after);
            return events;
        }
    }

    /// <summary>The decision about the store's time, which is for good. Times given out before are of no account in one that follows.</summary>
    public void Decided(bool followsLog)
    {
        lock (given)
        {
            if (follows is null)
            {
                follows = followsLog;
                if (followsLog)
                {
                    given.Clear();
                }
            }
        }
    }

    /// <summary>The time for a consumer, which never goes back.</summary>
    /// <param name="known">What was decided when the time was found.</param>
    /// <returns>Null: the store turned out to follow its log meanwhile, and a time of the clock's must not be kept.</returns>
    public long? Give(int partition, string consumer, long time, bool? known)
    {
        lock (given)
        {
            return Follows == true && known != true
                ? null
                : given[(partition, consumer)] = Math.Max(time, given.GetValueOrDefault((partition, consumer), long.MinValue));
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Place(int tailMax)
    {
        public readonly LogTail Tail = new(tailMax);
        public long Head = -1;
        public TaskCompletionSource Arrived = NewSignal();
    }
}
