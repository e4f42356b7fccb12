namespace JourneyGrains.Grains.Customers;

/// <summary>
/// Lets one at a time into a customer's turns, in the order of their coming. For one thread at a time, as a grain has: a semaphore of its own would be
/// a part of what every customer who is awake takes of memory.
/// </summary>
internal sealed class TurnGate
{
    private Queue<TaskCompletionSource>? waiting;
    private bool taken;

    /// <summary>Holds every other one off until what it gives is disposed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the turn came.</exception>
    public ValueTask<Turnstile> EnterAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || taken)
        {
            return WaitAsync(cancellation);
        }

        taken = true;
        return ValueTask.FromResult(new Turnstile(this));
    }

    /// <summary>Lets the next one in.</summary>
    internal void Leave()
    {
        while (waiting is not null && waiting.TryDequeue(out var next))
        {
            // Who gave up meanwhile is passed over.
            if (next.TrySetResult())
            {
                return;
            }
        }

        waiting = null;
        taken = false;
    }

    private async ValueTask<Turnstile> WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (waiting ??= new()).Enqueue(place);
        using var givenUp = cancellation.Register(() => place.TrySetCanceled(cancellation));
        await place.Task;
        return new(this);
    }
}

/// <summary>The way into a customer's turns; disposing it lets the next one in.</summary>
internal readonly struct Turnstile(TurnGate gate) : IDisposable
{
    public void Dispose() => gate.Leave();
}
