using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.Demo;

namespace JourneyGrains.Cluster.Tests;

public sealed class DemoFeedTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_counts_its_own_events_once_each_as_they_are_decided_or_refused()
    {
        var day = new DayProgress(new[] { "e-1", "e 2", "e-1", "e-3", "e-4" }.Select(id => Events.Of("ada", "product.viewed") with { Id = id }));
        var feed = new DemoFeed();
        feed.Publish("ada", Entry("event product.viewed e-4"));
        feed.Follow(day);
        Assert.Equal((4, 0, 0.0), (day.Events, day.Decided, day.Share));

        string[] inputs = ["event product.viewed e-1", "event product.viewed e 2", "event product.viewed e-1", "timer", "event product.viewed foreign", "wave e-3"];
        Array.ForEach(inputs, input => feed.Publish("ada", Entry(input)));
        feed.Publish("bob", Entry("event product.viewed e-3"));
        Assert.Equal((2, 0.5), (day.Decided, day.Share));

        day.Refuse("ada", "e-3");
        day.Refuse("ada", "e-3");
        Assert.Equal((2, 0.75), (day.Decided, day.Share));

        Assert.Equal(Noon, day.Time);
        feed.Publish("ada", Entry("event product.viewed foreign", Noon.AddHours(1)));
        Assert.Equal(Noon, day.Time);

        static TranscriptEntry Entry(string input, DateTimeOffset? at = null) => new(1, at ?? Noon, input, []);
    }

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
