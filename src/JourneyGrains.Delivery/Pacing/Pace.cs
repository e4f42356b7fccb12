namespace JourneyGrains.Delivery.Pacing;

/// <summary>
/// A rate, evenly spread: each caller gets the next moment on a line of moments one interval apart. Up to a tenth of a second's worth
/// may be made up at once, so that coarse timers do not lower the rate.
/// </summary>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromMilliseconds(100);
    private readonly TimeSpan interval = TimeSpan.FromSeconds(1 / perSecond);
    private readonly Lock guard = new();
    private DateTimeOffset next = time.GetUtcNow();

    public Task WaitAsync(CancellationToken cancellation)
    {
        var wait = Take(time.GetUtcNow());
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellation);
    }

    /// <summary>Takes the next moment if it has come; else leaves it to who waits for it.</summary>
    public bool TryTake()
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            return next <= now && Take(now) <= TimeSpan.Zero;
        }
    }

    /// <summary>How long from now the next free moment is; zero or less: at once. The moment is taken.</summary>
    internal TimeSpan Take(DateTimeOffset now)
    {
        lock (guard)
        {
            var earliest = now - CatchUpMax;
            var mine = next > earliest ? next : earliest;
            next = mine + interval;
            return mine - now;
        }
    }
}
