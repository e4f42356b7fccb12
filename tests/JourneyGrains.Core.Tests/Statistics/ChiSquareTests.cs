using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Tests.Statistics;

/// <summary>Against published values, and against what the distribution must obey.</summary>
public class ChiSquareTests
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4: upper critical values, three decimals.
    [Theory]
    [InlineData(1, 0.10, 2.706)]
    [InlineData(1, 0.05, 3.841)]
    [InlineData(1, 0.01, 6.635)]
    [InlineData(1, 0.001, 10.828)]
    [InlineData(2, 0.05, 5.991)]
    [InlineData(2, 0.001, 13.816)]
    [InlineData(3, 0.05, 7.815)]
    [InlineData(3, 0.001, 16.266)]
    [InlineData(4, 0.01, 13.277)]
    [InlineData(5, 0.05, 11.070)]
    [InlineData(10, 0.05, 18.307)]
    [InlineData(10, 0.001, 29.588)]
    [InlineData(19, 0.05, 30.144)]
    [InlineData(19, 0.001, 43.820)]
    public void The_upper_tail_is_that_of_the_tables(int freedom, double probability, double critical) =>
        Assert.Equal(probability, ChiSquare.Upper(critical, freedom), probability * 0.0005);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    public void It_is_1_at_nothing_and_falls_to_0(int freedom)
    {
        Assert.Equal(1, ChiSquare.Upper(0, freedom), 12);
        var tails = Enumerable.Range(0, 400).Select(step => ChiSquare.Upper(step / 2.0, freedom)).ToArray();
        Assert.All(tails.Zip(tails.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        Assert.InRange(tails[^1], 0, 1e-20);
    }

    // Mendel's peas (1866): 315 round yellow, 108 round green, 101 wrinkled yellow, 32 wrinkled green, to be expected 9:3:3:1; chi-square 0.470.
    [Fact]
    public void Mendels_peas_are_as_he_expected() =>
        Assert.Equal(0.9254, ChiSquare.GoodnessOfFit([315, 108, 101, 32], [9, 3, 3, 1])!.Value, 0.0001);

    // Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments (2020), chapter 21: 821,588 and 815,482 users for 50/50, p = 1.8e-6.
    [Fact]
    public void A_split_that_is_not_what_it_should_be_is_noticed() =>
        Assert.Equal(1.8e-6, ChiSquare.GoodnessOfFit([821_588, 815_482], [50, 50])!.Value, 0.05e-6);

    [Theory]
    [InlineData(new long[] { 9, 0 }, false)]
    [InlineData(new long[] { 10, 0 }, true)]
    public void Of_too_few_nothing_is_said(long[] counts, bool said) => Assert.Equal(said, ChiSquare.GoodnessOfFit(counts, [1, 1]) is not null);

    [Fact]
    public void Counts_without_shares_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ChiSquare.GoodnessOfFit([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => ChiSquare.GoodnessOfFit([1], [1]));
        Assert.Throws<ArgumentException>(() => ChiSquare.GoodnessOfFit([1, 2], [1, 0]));
    }
}
