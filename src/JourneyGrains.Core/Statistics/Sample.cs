using System.Numerics;

namespace JourneyGrains.Core.Statistics;

/// <summary>Numbers of a sample in sum: how many, their mean, their variance (of n - 1).</summary>
public readonly record struct Sample(long Count, double Mean, double Variance)
{
    /// <summary>
    /// From exact sums, so that nothing is lost where the squares are large and nearly equal.
    /// </summary>
    /// <param name="sum">Of the numbers, in parts of a unit.</param>
    /// <param name="squares">Of their squares, in such parts squared.</param>
    /// <param name="parts">How many parts make a unit.</param>
    public static Sample Of(long count, BigInteger sum, BigInteger squares, double parts)
    {
        if (count == 0)
        {
            return default;
        }

        var spread = (double)((count * squares) - (sum * sum)) / parts / parts;
        return new(count, (double)sum / parts / count, count < 2 ? 0 : Math.Max(0, spread / count / (count - 1)));
    }

    /// <summary>The mean with Student's interval; null: of fewer than two nothing can be said.</summary>
    public Estimate? MeanEstimate() => Count < 2 ? null : Around(Mean, Variance / Count, Count - 1);

    /// <summary>
    /// By how much the mean is above another's, with Welch's interval (The generalization of 'Student's' problem, 1947), which does not take
    /// the variances for equal. Null: of fewer than two, or without any variance, nothing can be said.
    /// </summary>
    public Estimate? Above(Sample other)
    {
        if (Count < 2 || other.Count < 2 || Variance + other.Variance <= 0)
        {
            return null;
        }

        var (mine, theirs) = (Variance / Count, other.Variance / other.Count);
        return Around(Mean - other.Mean, mine + theirs, Freedom(other));
    }

    /// <summary>Welch and Satterthwaite's degrees of freedom of a difference.</summary>
    public double Freedom(Sample other)
    {
        var (mine, theirs) = (Variance / Count, other.Variance / other.Count);
        return (mine + theirs) * (mine + theirs) / ((mine * mine / (Count - 1)) + (theirs * theirs / (other.Count - 1)));
    }

    private static Estimate Around(double value, double variance, double freedom)
    {
        var reach = StudentT.T95(freedom) * Math.Sqrt(variance);
        return new(value, new(value - reach, value + reach));
    }
}
