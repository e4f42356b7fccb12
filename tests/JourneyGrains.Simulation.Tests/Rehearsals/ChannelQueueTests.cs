using JourneyGrains.Simulation.Rehearsals;

namespace JourneyGrains.Simulation.Tests.Rehearsals;

public class ChannelQueueTests
{
    [Fact]
    public void A_thousand_at_once_at_a_hundred_a_second_are_out_after_ten_seconds()
    {
        var ready = new int[20];
        ready[3] = 1_000;
        var (waits, longest) = ChannelQueue.Reckon([ready], 100);
        Assert.Equal(9, waits[3]);
        Assert.Equal(900, longest);
        Assert.Equal(0, waits[13]);
    }

    [Fact]
    public void Journeys_of_one_channel_wait_for_one_another()
    {
        var wave = new int[20];
        var cart = new int[20];
        wave[0] = 1_000;
        cart[5] = 1;
        Assert.Equal(0, ChannelQueue.Reckon([cart], 100).Waits[5]);
        Assert.Equal(4.01, ChannelQueue.Reckon([wave, cart], 100).Waits[5], 5);
    }

    [Fact]
    public void Without_a_rate_nobody_waits()
    {
        var (waits, longest) = ChannelQueue.Reckon([[1_000_000, 0]], null);
        Assert.Equal((0, 0, 0), (waits[0], waits[1], longest));
    }

    [Theory]
    [InlineData(1_003, 10.0)]
    [InlineData(7, 3.2)]
    [InlineData(50, 100.0)]
    public void A_wave_is_spread_evenly_and_whole_as_far_as_there_is_time(int count, double seconds)
    {
        var ready = new int[30];
        ready[4] = count;
        ChannelQueue.Spread(ready, 4, seconds);
        Assert.Equal(count, ready.Sum());
        var used = ready.Skip(4).Take(Math.Min(26, (int)Math.Ceiling(seconds))).ToArray();
        Assert.True(used.Max() - used.Min() <= 1);
        Assert.Equal(count, used.Sum());
    }
}
