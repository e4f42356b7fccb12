namespace JourneyGrains.Delivery.Pacing;

/// <summary>Lets one word a minute be said of what may happen a thousand times a second; what is left out is counted.</summary>
internal sealed class Sparingly(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly Lock guard = new();
    private long? last;
    private long untold;

    /// <summary>How many were left out since the last word; null: this is left out as well.</summary>
    public long? Tell()
    {
        lock (guard)
        {
            if (last is { } told && time.GetElapsedTime(told) < Every)
            {
                untold++;
                return null;
            }

            var count = untold;
            (last, untold) = (time.GetTimestamp(), 0);
            return count;
        }
    }
}
