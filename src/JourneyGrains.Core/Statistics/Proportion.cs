namespace JourneyGrains.Core.Statistics;

/// <summary>So many of so many: conversions of customers.</summary>
/// <param name="Of">0 or more.</param>
/// <param name="Hits">0 to <paramref name="Of"/>.</param>
public readonly record struct Proportion(long Hits, long Of)
{
    /// <summary>In every cell of the table of hits and misses so many are to be expected for a p-value to mean anything (Cochran 1954).</summary>
    public const int ExpectedMin = 5;

    public double Rate => Of == 0 ? 0 : (double)Hits / Of;

    /// <summary>
    /// The score interval (Wilson 1927; Newcombe, Two-sided confidence intervals for the single proportion, 1998, method 3). Never outside of 0 to
    /// 1, and good for small numbers too. Of nothing: anything.
    /// </summary>
    public Estimate Wilson()
    {
        if (Of == 0)
        {
            return new(0, new(0, 1));
        }

        const double Z = Normal.Z95;
        var centre = Hits + (Z * Z / 2);
        var reach = Z * Math.Sqrt((Hits * (1 - Rate)) + (Z * Z / 4));
        var all = Of + (Z * Z);
        return new(Rate, new(Math.Max(0, (centre - reach) / all), Math.Min(1, (centre + reach) / all)));
    }

    /// <summary>
    /// By how much the rate is above another's, with Newcombe's hybrid score interval (Interval estimation for the difference between independent
    /// proportions, 1998, method 10).
    /// </summary>
    public Estimate Above(Proportion other)
    {
        var difference = Rate - other.Rate;
        var (mine, theirs) = (Wilson().Interval, other.Wilson().Interval);
        var below = Math.Sqrt(Square(Rate - mine.Low) + Square(theirs.High - other.Rate));
        var above = Math.Sqrt(Square(mine.High - Rate) + Square(other.Rate - theirs.Low));
        return new(difference, new(difference - below, difference + above));
    }

    /// <summary>
    /// How likely a difference as large as this one, to either side, would be if there were none: Pearson's chi-square test without correction.
    /// Null: fewer than <see cref="ExpectedMin"/> are to be expected in a cell, so there is not yet enough to say.
    /// </summary>
    public double? PValue(Proportion other)
    {
        var (hits, all) = ((double)Hits + other.Hits, (double)Of + other.Of);
        if (all == 0 || Math.Min(Of, other.Of) * Math.Min(hits, all - hits) / all < ExpectedMin)
        {
            return null;
        }

        var pooled = hits / all;
        return Normal.TwoSided((Rate - other.Rate) / Math.Sqrt(pooled * (1 - pooled) * ((1.0 / Of) + (1.0 / other.Of))));
    }

    private static double Square(double number) => number * number;
}
