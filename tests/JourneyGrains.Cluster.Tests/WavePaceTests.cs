using JourneyGrains.Grains.Campaigns;

namespace JourneyGrains.Cluster.Tests;

public sealed class WavePaceTests
{
    [Theory]
    [InlineData(0.375)]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(7.5)]
    [InlineData(1_000)]
    public void A_wave_reaches_as_many_as_its_rate_allows_be_it_less_than_one_a_second(double rate)
    {
        var pace = new WavePace(rate, 0);
        var taken = 0;
        for (var tenths = 0; tenths <= 10_000; tenths++)
        {
            taken += pace.Take(500, TimeSpan.FromSeconds(tenths / 10.0));
            Assert.True(taken <= (tenths / 10.0 * rate) + 1e-6, $"{taken} after {tenths / 10.0} s");
        }

        Assert.InRange(taken, (1_000 * rate) - 1.01, (1_000 * rate) + 1e-6);
    }

    [Theory]
    [InlineData(0.375, 1)]
    [InlineData(20, 21)]
    public void What_was_not_used_for_long_is_no_burst(double rate, int most)
    {
        var pace = new WavePace(rate, 0);

        Assert.Equal(most, pace.Take(500, TimeSpan.FromHours(1)));
        Assert.Equal(0, pace.Take(500, TimeSpan.FromHours(1)));
    }
}
