namespace JourneyGrains.Delivery.Pacing;

/// <summary>Lets messages of one channel through: so many at once, so many per second.</summary>
internal sealed class ChannelGate(int concurrency, double ratePerSecond, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim places = new(concurrency);
    private readonly Pace? pace = ratePerSecond > 0 ? new Pace(ratePerSecond, time) : null;

    /// <summary>Waits for a place; disposing what it gives gives the place back, once.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            if (pace is not null)
            {
                await pace.WaitAsync(cancellation);
            }

            return new Place(places);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>A place that is free this moment; null: none is.</summary>
    public IDisposable? TryEnter()
    {
        if (!places.Wait(TimeSpan.Zero))
        {
            return null;
        }

        if (pace?.TryTake() == false)
        {
            places.Release();
            return null;
        }

        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref given, 1) == 0)
            {
                places.Release();
            }
        }
    }
}
