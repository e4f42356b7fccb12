namespace JourneyGrains.Client.Replaying;

/// <summary>The recording's time against the clock's: from the first event on, so many times faster.</summary>
/// <param name="speed">Null: as fast as it goes, so that everything is due at once.</param>
internal sealed class ReplayPace(double? speed, TimeProvider time)
{
    private DateTimeOffset? first;
    private long started;

    /// <summary>How long until the moment of the recording is there; zero or less: it is.</summary>
    public TimeSpan Until(DateTimeOffset moment)
    {
        if (speed is not { } factor)
        {
            return TimeSpan.Zero;
        }

        if (first is null)
        {
            first = moment;
            started = time.GetTimestamp();
        }

        return ((moment - first.Value) / factor) - time.GetElapsedTime(started);
    }

    /// <summary>The recording's time now.</summary>
    public DateTimeOffset Now => first!.Value + (time.GetElapsedTime(started) * speed!.Value);
}
