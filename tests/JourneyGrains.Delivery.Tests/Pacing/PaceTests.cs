using JourneyGrains.Delivery.Pacing;

namespace JourneyGrains.Delivery.Tests.Pacing;

public class PaceTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Messages_at_once_are_spread_one_interval_apart()
    {
        var pace = new Pace(2, new Stopped());
        Assert.Equal([0, 500, 1000, 1500], Enumerable.Range(0, 4).Select(_ => pace.Take(Start).TotalMilliseconds));
    }

    [Fact]
    public void A_pause_is_not_made_up_but_for_a_tenth_of_a_second()
    {
        var pace = new Pace(20, new Stopped());
        var later = Start.AddHours(1);
        Assert.Equal([-100, -50, 0, 50], Enumerable.Range(0, 4).Select(_ => pace.Take(later).TotalMilliseconds));
    }

    [Fact]
    public void A_moment_that_has_not_come_is_left_to_who_waits_for_it()
    {
        var pace = new Pace(2, new Stopped());
        Assert.True(pace.TryTake());
        Assert.False(pace.TryTake());
        Assert.Equal(500, pace.Take(Start).TotalMilliseconds);
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start;
    }
}
