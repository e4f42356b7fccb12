namespace JourneyGrains.Core.Statistics;

/// <summary>Pearson's chi-square test (1900) of counts against the shares they should have.</summary>
public static class ChiSquare
{
    /// <summary>How likely counts so far from their shares, or farther, would be by chance.</summary>
    /// <param name="counts">Two or more; 0 or more each.</param>
    /// <param name="shares">As many, above 0, on any scale: percents, parts of one.</param>
    /// <returns>Null: fewer than <see cref="Proportion.ExpectedMin"/> are to be expected somewhere, so there is not yet enough to say.</returns>
    /// <exception cref="ArgumentException">The counts and shares are not as many, or fewer than two, or a share is not above 0.</exception>
    public static double? GoodnessOfFit(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        if (counts.Count != shares.Count || counts.Count < 2 || shares.Any(share => share <= 0))
        {
            throw new ArgumentException("A test of shares takes two counts or more, each with a share above 0.");
        }

        var (all, whole) = ((double)counts.Sum(), shares.Sum());
        var expected = shares.Select(share => all * share / whole).ToArray();
        if (expected.Min() < Proportion.ExpectedMin)
        {
            return null;
        }

        var distance = counts.Zip(expected, (count, wanted) => (count - wanted) * (count - wanted) / wanted).Sum();
        return Upper(distance, counts.Count - 1);
    }

    /// <summary>How likely the distribution is to be at or above a number.</summary>
    /// <param name="x">0 or more.</param>
    /// <param name="freedom">Degrees of freedom, 1 or more.</param>
    /// <remarks>
    /// The closed forms of whole degrees of freedom (Abramowitz and Stegun 26.4.4 and 26.4.5): the two-sided normal probability, or e^(-x/2), and a
    /// sum of terms that are all positive, so nothing cancels.
    /// </remarks>
    public static double Upper(double x, int freedom)
    {
        var odd = freedom % 2 == 1;
        var sum = odd ? Normal.TwoSided(Math.Sqrt(x)) : Math.Exp(-x / 2);
        var term = odd ? Math.Sqrt(2 * x / Math.PI) * Math.Exp(-x / 2) : Math.Exp(-x / 2) * x / 2;
        for (var at = odd ? 3 : 4; at <= freedom; at += 2)
        {
            sum += term;
            term *= x / at;
        }

        return sum;
    }
}
