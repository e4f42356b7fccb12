namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>
/// A channel that takes so many messages a second, first come first served. Reckoned by seconds: all that become ready within one count as
/// ready at its beginning and are said to leave when the last of them does, so a wait is never told too short.
/// </summary>
internal static class ChannelQueue
{
    /// <param name="ready">Messages that become ready, by second, of each journey.</param>
    /// <param name="ratePerSecond">Null: no bound.</param>
    /// <returns>How long what becomes ready in each second waits at most, in seconds; and the longest queue.</returns>
    public static (double[] Waits, double Longest) Reckon(IReadOnlyList<int[]> ready, double? ratePerSecond)
    {
        var waits = new double[ready[0].Length];
        if (ratePerSecond is not { } rate)
        {
            return (waits, 0);
        }

        var (queued, longest) = (0.0, 0.0);
        for (var second = 0; second < waits.Length; second++)
        {
            foreach (var one in ready)
            {
                queued += one[second];
            }

            // Within the second itself nobody counts as having waited.
            waits[second] = Math.Max(0, (queued / rate) - 1);
            longest = Math.Max(longest, queued - rate);
            queued = Math.Max(0, queued - rate);
        }

        return (waits, longest);
    }

    /// <summary>Spreads what became ready in one second evenly over the seconds from it on: a wave that goes through its audience.</summary>
    public static void Spread(int[] ready, int second, double seconds)
    {
        var count = ready[second];
        var last = Math.Min(ready.Length - second, Math.Max(1, (int)Math.Ceiling(seconds)));
        ready[second] = 0;
        for (var step = 0; step < last; step++)
        {
            ready[second + step] += (int)(((long)count * (step + 1) / last) - ((long)count * step / last));
        }
    }
}
