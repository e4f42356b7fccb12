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
        var pace = new WavePace(rate, 0, 0);
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
        var pace = new WavePace(rate, 0, 0);

        Assert.Equal(most, pace.Take(500, TimeSpan.FromHours(1)));
        Assert.Equal(0, pace.Take(500, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(60)]
    [InlineData(1_000)]
    public void Partitions_that_begin_together_take_turns_so_that_all_of_them_keep_the_rate_at_every_moment(double rate)
    {
        const int Partitions = 16;
        var paces = Enumerable.Range(0, Partitions).Select(partition => WavePace.OfPartition(partition, Partitions, rate / Partitions, 0)).ToArray();
        var taken = 0;
        for (var ticks = 0; ticks <= 600; ticks++)
        {
            var elapsed = TimeSpan.FromMilliseconds(50 * ticks);
            taken += paces.Sum(pace => pace.Take(100, elapsed));
            Assert.InRange(taken, (elapsed.TotalSeconds * rate) - 0.01, (elapsed.TotalSeconds * rate) + 1.01);
        }
    }
}
