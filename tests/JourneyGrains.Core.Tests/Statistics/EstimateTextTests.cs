using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Tests.Statistics;

public class EstimateTextTests
{
    [Fact]
    public void A_number_stands_before_its_interval()
    {
        Assert.Equal("11.00 % (10.37 to 11.66)", EstimateText.Percent(9_000, new(0.11, new(0.1037, 0.1166))));
        Assert.Equal("+3.00 (-1.05 to +4.63)", EstimateText.Points(new(0.03, new(-0.0105, 0.0463))));
        Assert.Equal("6.00 (5.70 to 6.30)", EstimateText.Amount(new(6, new(5.7, 6.3))));
    }

    [Fact]
    public void A_rate_of_nobody_is_none() => Assert.Equal("-", EstimateText.Percent(0, new Proportion(0, 0).Wilson()));

    [Fact]
    public void Values_that_are_all_the_same_have_no_interval() => Assert.Equal("50.00", EstimateText.Amount(Sample.Of(3, 150, 7_500, 1).MeanEstimate()!.Value));
}
