using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Grains.Partitions;

/// <summary>
/// A partition's events on the way to their customers. A customer gets them in order and by one call at a time; what comes for them
/// meanwhile goes with the next call, and nobody waits for another customer. For one thread at a time, as a grain has.
/// </summary>
/// <param name="give">Completes when the customer's turns on the events are committed; false: given up, because the router ends.</param>
internal sealed class CustomerLanes(Func<string, EventRecord[], Task<bool>> give)
{
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private TaskCompletionSource? freed;

    /// <summary>Events that are on the way.</summary>
    public int Count { get; private set; }

    /// <summary>Takes events in the order of the log. Completes when all of them are committed.</summary>
    public Task Add(IReadOnlyList<EventRecord> events)
    {
        var batch = new Batch(events.Count);
        Count += events.Count;
        foreach (var record in events)
        {
            if (!lanes.TryGetValue(record.CustomerId, out var lane))
            {
                lanes[record.CustomerId] = lane = new();
            }

            lane.Waiting.Add((record, batch));
        }

        foreach (var record in events)
        {
            if (lanes.TryGetValue(record.CustomerId, out var lane) && lane.Running is null)
            {
                lane.Running = RunAsync(record.CustomerId, lane);
            }
        }

        return batch.Done.Task;
    }

    /// <summary>Completes when fewer than so many are on the way; false: not within the patience.</summary>
    public async Task<bool> RoomAsync(int most, TimeSpan patience)
    {
        using var ended = new CancellationTokenSource();
        Task? impatient = null;
        while (Count >= most)
        {
            impatient ??= Task.Delay(patience, ended.Token);
            freed ??= new();
            if (await Task.WhenAny(freed.Task, impatient) == impatient)
            {
                return false;
            }
        }

        await ended.CancelAsync();
        return true;
    }

    /// <summary>Completes when no call is under way. For a router that ends, whose calls are given up.</summary>
    public Task EndAsync() => Task.WhenAll(lanes.Values.Select(lane => lane.Running ?? Task.CompletedTask).ToArray());

    private async Task RunAsync(string customerId, Lane lane)
    {
        while (lane.Waiting.Count > 0)
        {
            var taken = lane.Waiting.ToArray();
            lane.Waiting.Clear();
            if (!await give(customerId, Array.ConvertAll(taken, one => one.Event)))
            {
                return;
            }

            Count -= taken.Length;
            foreach (var (_, batch) in taken)
            {
                batch.Took();
            }

            Interlocked.Exchange(ref freed, null)?.SetResult();
        }

        lanes.Remove(customerId);
    }

    private sealed class Lane
    {
        public List<(EventRecord Event, Batch Batch)> Waiting { get; } = [];

        public Task? Running { get; set; }
    }

    private sealed class Batch(int left)
    {
        public TaskCompletionSource Done { get; } = new();

        public void Took()
        {
            if (--left == 0)
            {
                Done.SetResult();
            }
        }
    }
}
