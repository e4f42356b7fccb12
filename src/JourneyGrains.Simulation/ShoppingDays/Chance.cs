namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>
/// Numbers that look like chance: SplitMix64 (Steele, Lea, Flood 2014). Our own, because what System.Random gives for a seed may change
/// with the version of .NET.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for each part of a whole.</summary>
    public static Chance For(long seed, int part) => new(Mix((ulong)seed * 0x9E3779B97F4A7C15UL) ^ Mix((ulong)part + 0x632BE59BD9B4E019UL));

    /// <summary>From 0 to below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>From the one to the other, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Holds(int percent) => Below(100) < percent;

    public bool HoldsPerMille(int perMille) => Below(1000) < perMille;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>
    /// About 0, mostly within one of the unit given, never beyond six: the sum of twelve even numbers, by integers alone.
    /// </summary>
    public int Around(int unit)
    {
        var sum = 0L;
        for (var count = 0; count < 12; count++)
        {
            sum += Below(1_000_001);
        }

        return (int)((sum - 6_000_000) * unit / 1_000_000);
    }

    private ulong Next() => Mix(state += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
