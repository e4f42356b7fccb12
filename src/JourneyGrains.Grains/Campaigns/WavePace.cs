namespace JourneyGrains.Grains.Campaigns;

/// <summary>How many customers a wave may have reached after a time at its rate; at most one second's worth in arrears, and one customer, is made good.</summary>
/// <param name="ratePerSecond">0 or less: as fast as it goes.</param>
/// <param name="since">The timestamp from which the elapsed time counts.</param>
/// <param name="ahead">What is allowed at once, from 0 to 1: partitions of one rate that begin together take turns by it.</param>
internal sealed class WavePace(double ratePerSecond, long since, double ahead)
{
    private double spent;

    /// <summary>The share of a partition's wave: the first of them begins at once, the others one after the other within the time of one customer.</summary>
    public static WavePace OfPartition(int partition, int partitions, double ratePerSecond, long since) =>
        new(ratePerSecond, since, 1 - (partition / (double)partitions));

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
        var allowed = ahead + (elapsed.TotalSeconds * ratePerSecond);
        spent = Math.Max(spent, allowed - ratePerSecond - 1);
        var taken = (int)Math.Min(most, Math.Floor(allowed - spent));
        if (taken <= 0)
        {
            return 0;
        }

        spent += taken;
        return taken;
    }
}
