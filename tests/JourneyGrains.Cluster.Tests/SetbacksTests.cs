using JourneyGrains.Grains.Partitions;

namespace JourneyGrains.Cluster.Tests;

public sealed class SetbacksTests
{
    private readonly Setbacks setbacks = new();

    [Fact]
    public void What_fails_is_tried_again_ever_later_and_after_a_second_at_the_latest()
    {
        var now = 5_000L;
        foreach (var pause in (long[])[100, 200, 400, 800, 1_000, 1_000])
        {
            Assert.False(setbacks.Hold(now));
            setbacks.Add(now);
            Assert.True(setbacks.Hold(now + pause - 1));
            now += pause;
        }
    }

    [Fact]
    public void Failures_are_reported_once_a_minute_and_anew_after_it_went_well()
    {
        Assert.True(setbacks.Add(0));
        Assert.False(setbacks.Add(59_999));
        Assert.True(setbacks.Add(60_000));
        Assert.False(setbacks.Add(60_001));

        setbacks.Clear();

        Assert.False(setbacks.Hold(60_001));
        Assert.True(setbacks.Add(60_002));
        Assert.True(setbacks.Hold(60_101));
        Assert.False(setbacks.Hold(60_102));
    }
}
