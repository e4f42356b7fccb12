using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>
/// Threads that run shards, each shard always on the same thread. What is read ahead of them is bounded: the reader waits for the slowest.
/// </summary>
internal sealed class ShardWorkers : IDisposable
{
    private const int BatchMax = 256;
    private const int AheadMax = 32;

    private readonly Shard[] shards;
    private readonly List<RecordedEvent>[] gathering;
    private readonly BlockingCollection<(int Shard, List<RecordedEvent> Events)>[] queues;
    private readonly Task[] threads;
    private readonly CancellationTokenSource failed = new();
    private DateTimeOffset? end;

    public ShardWorkers(Shard[] shards, int count)
    {
        this.shards = shards;
        gathering = [.. shards.Select(_ => new List<RecordedEvent>(BatchMax))];
        queues = [.. Enumerable.Range(0, Math.Clamp(count, 1, shards.Length))
            .Select(_ => new BlockingCollection<(int, List<RecordedEvent>)>(AheadMax))];
        threads = [.. queues.Select((_, worker) => Task.Factory.StartNew(
            () => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>Takes an event of a shard to be run.</summary>
    /// <exception cref="OutOfOrderException">A customer's events, of this shard or another, are not in order of arrival.</exception>
    public void Give(int shard, RecordedEvent recorded)
    {
        gathering[shard].Add(recorded);
        if (gathering[shard].Count == BatchMax)
        {
            Send(shard);
        }
    }

    /// <summary>Runs what was given to its end, and returns when all is done.</summary>
    public void End(DateTimeOffset until)
    {
        for (var shard = 0; shard < shards.Length; shard++)
        {
            Send(shard);
        }

        end = until;
        Join();
    }

    public void Dispose()
    {
        failed.Cancel();
        foreach (var queue in queues)
        {
            queue.CompleteAdding();
        }

        Task.WhenAll(threads).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        foreach (var queue in queues)
        {
            queue.Dispose();
        }

        failed.Dispose();
    }

    private void Send(int shard)
    {
        try
        {
            queues[shard % queues.Length].Add((shard, gathering[shard]), failed.Token);
            gathering[shard] = new List<RecordedEvent>(BatchMax);
        }
        catch (OperationCanceledException)
        {
            Join();
            throw;
        }
    }

    private void Join()
    {
        foreach (var queue in queues)
        {
            queue.CompleteAdding();
        }

        try
        {
            Task.WaitAll(threads);
        }
        catch (AggregateException errors)
        {
            var cause = errors.Flatten().InnerExceptions.FirstOrDefault(error => error is not OperationCanceledException);
            ExceptionDispatchInfo.Throw(cause ?? errors);
        }
    }

    private void Work(int worker)
    {
        try
        {
            foreach (var (shard, events) in queues[worker].GetConsumingEnumerable(failed.Token))
            {
                events.ForEach(shards[shard].Take);
            }

            for (var shard = worker; end is { } until && shard < shards.Length; shard += queues.Length)
            {
                shards[shard].End(until);
            }
        }
        catch
        {
            failed.Cancel();
            throw;
        }
    }
}
