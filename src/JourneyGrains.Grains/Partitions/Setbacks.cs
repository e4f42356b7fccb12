namespace JourneyGrains.Grains.Partitions;

/// <summary>
/// How what fails is tried again: after 100 ms, twice as long after each further failure, at most a second, so that one customer who cannot be
/// called holds nobody up for long. Reported at the first failure and then once a minute. Times in milliseconds of a clock that only runs.
/// </summary>
internal sealed class Setbacks
{
    private const long First = 100;
    private const long Longest = 1_000;
    private const long ReportEvery = 60_000;

    private long pause;
    private long until = long.MinValue;
    private long? reported;

    /// <summary>How long it rests after the last failure; zero: it went well.</summary>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(pause);

    /// <summary>Whether it is too early to try again.</summary>
    public bool Hold(long now) => now < until;

    /// <summary>Notes a failure; true where it is to be reported.</summary>
    public bool Add(long now)
    {
        pause = pause == 0 ? First : Math.Min(pause * 2, Longest);
        until = now + pause;
        if (reported is { } last && now - last < ReportEvery)
        {
            return false;
        }

        reported = now;
        return true;
    }

    /// <summary>Notes that it went well.</summary>
    public void Clear() => (pause, until, reported) = (0, long.MinValue, null);
}
