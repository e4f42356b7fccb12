using JourneyGrains.Delivery.Pacing;

namespace JourneyGrains.Delivery.Tests.Pacing;

public class SparinglyTests
{
    [Fact]
    public void One_word_a_minute_is_said_and_tells_how_many_were_left_out()
    {
        var clock = new Clock();
        var sparingly = new Sparingly(clock);

        Assert.Equal([0L, null, null], new[] { sparingly.Tell(), sparingly.Tell(), sparingly.Tell() });
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Null(sparingly.Tell());
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal([3L, null], new[] { sparingly.Tell(), sparingly.Tell() });
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, sparingly.Tell());
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
