namespace JourneyGrains.Grains.Campaigns;

/// <summary>How many customers a wave may have reached after a time at its rate; at most one second's worth in arrears, and one customer, is made good.</summary>
/// <param name="ratePerSecond">0 or less: as fast as it goes.</param>
/// <param name="since">The timestamp from which the elapsed time counts.</param>
internal sealed class WavePace(double ratePerSecond, long since)
{
    private double spent;

    public long Since { get; } = since;

    /// <summary>Takes up to <paramref name="most"/> from what is allowed by now; 0: not yet.</summary>
    public int Take(int most, TimeSpan elapsed)
    {
        if (ratePerSecond <= 0)
        {
            return most;
        }

        // What was not used for longer than a second is lost: a paused machine does not make up by a burst. Beyond that, one: a rate of less
        // than one a second adds up until it is one.
        spent = Math.Max(spent, (elapsed.TotalSeconds * ratePerSecond) - ratePerSecond - 1);
        var taken = (int)Math.Min(most, Math.Floor((elapsed.TotalSeconds * ratePerSecond) - spent));
        if (taken <= 0)
        {
            return 0;
        }

        spent += taken;
        return taken;
    }
}
