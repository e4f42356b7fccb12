using System.Numerics;
using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Tests.Statistics;

/// <summary>Against the worked examples and tables of the NIST/SEMATECH e-Handbook of Statistical Methods, and of Abramowitz and Stegun.</summary>
public sealed class SampleTests
{
    /// <summary>NIST 1.3.6.7.2, the column for 0.975.</summary>
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(5, 2.571)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(60, 2.000)]
    [InlineData(100, 1.984)]
    [InlineData(1e9, 1.960)]
    public void The_quantiles_of_t_are_those_of_the_table(double freedom, double t) => Assert.Equal(t, StudentT.T95(freedom), 0.0005);

    /// <summary>Abramowitz and Stegun, Table 26.1: twice 1 - P(x).</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.317310507862914)]
    [InlineData(1.96, 0.049995790296440)]
    [InlineData(3, 0.002699796063260)]
    [InlineData(3.6, 0.000318217180316)]
    [InlineData(5, 0.000000573303144)]
    public void The_tails_of_the_normal_distribution_are_those_of_the_table(double z, double both)
    {
        Assert.Equal(both, Normal.TwoSided(z), 1e-14);
        Assert.Equal(both, Normal.TwoSided(-z), 1e-14);
    }

    /// <summary>NIST 1.3.5.2, ZARR13.DAT: n 195, mean 9.261460, standard deviation 0.02278881.</summary>
    [Fact]
    public void A_mean_has_the_interval_of_the_handbook()
    {
        var mean = new Sample(195, 9.261460, 0.02278881 * 0.02278881).MeanEstimate()!.Value;

        Assert.Equal(9.258242, mean.Interval.Low, 0.000001);
        Assert.Equal(9.264679, mean.Interval.High, 0.000001);
    }

    /// <summary>NIST 1.3.5.3, AUTO83B.DAT, without the assumption of equal variances: t -12.94627 with 136.8750 degrees of freedom.</summary>
    [Fact]
    public void A_difference_of_means_is_the_handbook_s()
    {
        var american = new Sample(249, 20.14458, 6.41470 * 6.41470);
        var japanese = new Sample(79, 30.48101, 6.10771 * 6.10771);
        var above = american.Above(japanese)!.Value;
        var error = (above.Interval.High - above.Value) / StudentT.T95(136.8750);

        Assert.Equal(136.8750, american.Freedom(japanese), 0.0005);
        Assert.Equal(-12.94627, above.Value / error, 0.00005);
    }

    [Fact]
    public void Sums_give_the_mean_and_the_variance_of_the_numbers()
    {
        decimal[] amounts = [59.90m, 0, 0, 12.35m, 0.01m];
        var sample = Sum(amounts);

        Assert.Equal(5, sample.Count);
        Assert.Equal(14.452, sample.Mean, 1e-12);
        Assert.Equal(amounts.Sum(amount => Math.Pow((double)amount - 14.452, 2)) / 4, sample.Variance, 1e-9);
    }

    [Fact]
    public void Numbers_that_are_large_and_nearly_equal_keep_their_variance() =>
        Assert.Equal(0.00005, Sum(1_000_000_000.01m, 1_000_000_000.02m).Variance, 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_fewer_than_two_no_mean_is_estimated(int count)
    {
        var few = Sum([.. Enumerable.Repeat(5m, count)]);

        Assert.Null(few.MeanEstimate());
        Assert.Null(few.Above(Sum(1, 2, 3)));
        Assert.Null(Sum(1, 2, 3).Above(few));
    }

    [Fact]
    public void Without_any_variance_no_difference_is_estimated() => Assert.Null(Sum(0, 0, 0).Above(Sum(0, 0)));

    private static Sample Sum(params decimal[] amounts)
    {
        var parts = amounts.Select(amount => new BigInteger(amount * 1_000_000)).ToList();
        return Sample.Of(amounts.Length, parts.Aggregate(BigInteger.Zero, BigInteger.Add), parts.Aggregate(BigInteger.Zero, (sum, part) => sum + (part * part)), 1e6);
    }
}
