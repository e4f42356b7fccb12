using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Tests.Statistics;

/// <summary>Against the tables of the papers that give the methods.</summary>
public sealed class ProportionTests
{
    /// <summary>Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998) 857-872, Table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void A_rate_has_the_interval_of_Newcombe_s_table(long hits, long of, double low, double high) =>
        AssertInterval(low, high, new Proportion(hits, of).Wilson());

    /// <summary>Newcombe, Interval estimation for the difference between independent proportions, ibid. 873-890, Table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void A_difference_has_the_interval_of_Newcombe_s_table(long hits, long of, long others, long ofOthers, double low, double high) =>
        AssertInterval(low, high, new Proportion(hits, of).Above(new(others, ofOthers)));

    /// <summary>The Physicians' Health Study, as Agresti, An Introduction to Categorical Data Analysis (2007), 2.2 has it: chi-square 25.01.</summary>
    [Fact]
    public void A_p_value_is_that_of_the_chi_square_test()
    {
        var p = new Proportion(189, 11_034).PValue(new(104, 11_037))!.Value;

        Assert.Equal(Normal.TwoSided(Math.Sqrt(25.01388)), p, 1e-10);
        Assert.Equal(5.692e-7, p, 1e-9);
    }

    [Theory]
    [InlineData(3, 100, 6, 100, false)]
    [InlineData(4, 100, 6, 100, true)]
    [InlineData(96, 100, 94, 100, true)]
    [InlineData(97, 100, 94, 100, false)]
    [InlineData(5, 10, 500, 100_000, false)]
    [InlineData(0, 0, 500, 1_000, false)]
    [InlineData(0, 0, 0, 0, false)]
    public void A_p_value_is_said_only_where_five_are_to_be_expected_in_every_cell(long hits, long of, long others, long ofOthers, bool said) =>
        Assert.Equal(said, new Proportion(hits, of).PValue(new(others, ofOthers)) is not null);

    [Fact]
    public void Of_nothing_any_rate_may_be() => Assert.Equal(new(0, new(0, 1)), new Proportion(0, 0).Wilson());

    private static void AssertInterval(double low, double high, Estimate found)
    {
        Assert.Equal(low, found.Interval.Low, 0.00005);
        Assert.Equal(high, found.Interval.High, 0.00005);
    }
}
