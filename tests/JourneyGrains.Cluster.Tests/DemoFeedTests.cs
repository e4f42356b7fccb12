using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.Demo;

namespace JourneyGrains.Cluster.Tests;

public sealed class DemoFeedTests
{
    [Fact]
    public async Task A_sample_is_taken_while_turns_add_kinds_of_lines()
    {
        var feed = new DemoFeed();
        var day = Task.Run(() =>
        {
            for (var number = 0; number < 50_000; number++)
            {
                feed.Publish("ada", new(number, DateTimeOffset.UnixEpoch, "event", [new(LineKind.Sent, "sent", $"journey-{number}")]));
            }
        });

        while (!day.IsCompleted)
        {
            Assert.InRange(feed.Sample(4).Count, 0, 4);
        }

        await day;
        feed.Sample(4);
        feed.Publish("ada", new(50_000, DateTimeOffset.UnixEpoch, "event", [new(LineKind.Sent, "sent", "journey")]));
        Assert.Equal("ada", Assert.Single(feed.Sample(4)).Customer);
    }
}
