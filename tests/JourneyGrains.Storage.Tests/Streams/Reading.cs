using System.Collections.Concurrent;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Storage.Tests.Streams;

/// <summary>What the reader grains of a silo have read, and how they are to behave.</summary>
public sealed class Reading
{
    private readonly ConcurrentDictionary<int, List<EventRecord>> read = [];
    private readonly Lock gate = new();
    private readonly List<(int Partition, int Count, TaskCompletionSource Done)> waits = [];
    private int failures;

    /// <summary>Where a reader starts; null: after what it has stored as consumed; -1: it names no place.</summary>
    public long? StartAt { get; set; }

    /// <summary>Readers take events and are not done with them.</summary>
    public bool Holds { get; set; }

    /// <summary>The next deliveries that are to fail.</summary>
    public int Failures
    {
        set => Interlocked.Exchange(ref failures, value);
    }

    public bool Fails() => Interlocked.Decrement(ref failures) >= 0;

    public void Add(int partition, IEnumerable<EventRecord> records)
    {
        lock (gate)
        {
            var list = read.GetOrAdd(partition, _ => []);
            list.AddRange(records);
            waits.RemoveAll(wait => wait.Partition == partition && wait.Count <= list.Count && wait.Done.TrySetResult());
        }
    }

    public EventRecord[] Of(int partition)
    {
        lock (gate)
        {
            return read.TryGetValue(partition, out var list) ? [.. list] : [];
        }
    }

    /// <summary>Completes when a partition's reader has had so many events.</summary>
    public Task Reached(int partition, int count)
    {
        lock (gate)
        {
            if (read.TryGetValue(partition, out var list) && list.Count >= count)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waits.Add((partition, count, done));
            return done.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}
