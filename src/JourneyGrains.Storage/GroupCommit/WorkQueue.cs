namespace JourneyGrains.Storage.GroupCommit;

/// <summary>
/// Work for threads of our own, in order. A thread that finds none sleeps at once: it does not spin first, which on a machine of few
/// cores takes the time of those who would bring the work.
/// </summary>
/// <param name="max">How much may wait; more makes its callers wait.</param>
/// <param name="batchMax">How much is taken at once.</param>
/// <param name="rowsMax">Nothing more is taken with what has this many rows together.</param>
internal sealed class WorkQueue<T>(int max, int batchMax, int rowsMax = int.MaxValue, Func<T, int>? rows = null)
{
    private readonly object gate = new();
    private readonly Queue<T> items = new();
    private TaskCompletionSource? room;
    private int idle;
    private bool closed;

    /// <summary>Adds, once there is room.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed; nothing was added.</exception>
    public async ValueTask AddAsync(T item, CancellationToken cancellation)
    {
        while (TryAdd(item) is { } full)
        {
            await full.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Fills the batch with what waits, or waits for something. Stays empty when the patience ends without, or when all is taken and the
    /// queue is closed: false tells the latter.
    /// </summary>
    public bool Take(List<T> batch, TimeSpan patience)
    {
        lock (gate)
        {
            if (items.Count == 0 && !closed)
            {
                idle++;
                Monitor.Wait(gate, patience);
                idle--;
            }

            for (var taken = 0; batch.Count < batchMax && taken < rowsMax && items.TryDequeue(out var item);)
            {
                batch.Add(item);
                taken += rows?.Invoke(item) ?? 1;
            }

            room?.TrySetResult();
            room = null;
            return batch.Count > 0 || !closed;
        }
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
            room?.TrySetResult();
        }
    }

    /// <summary>Null: added. Else there is no room; it completes when there may be some.</summary>
    private Task? TryAdd(T item)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(WorkQueue<T>));
            if (items.Count >= max)
            {
                room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                return room.Task;
            }

            items.Enqueue(item);
            if (idle > 0)
            {
                Monitor.Pulse(gate);
            }

            return null;
        }
    }
}
