using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.Demo;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Cluster.Tests;

public sealed class DemoFeedTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_counts_its_own_events_once_each_as_they_are_decided_or_refused()
    {
        string[] ids = ["e-1", "e 2", "e-1", "e-3", "e-4"];
        var day = new DayProgress(ids.Select((id, at) => new RecordedEvent(Events.Of("ada", "product.viewed") with { Id = id }, Noon.AddHours(at), at)));
        var feed = new DemoFeed();
        feed.Publish("ada", Entry("event product.viewed e-4"));
        feed.Follow(day);
        Assert.Equal((4, 1, 0, 0.0), (day.Events, day.Repeats, day.Decided, day.Share));

        string[] inputs = ["event product.viewed e-1", "event product.viewed e 2", "event product.viewed e-1", "timer", "event product.viewed foreign", "wave e-3"];
        Array.ForEach(inputs, input => feed.Publish("ada", Entry(input)));
        feed.Publish("bob", Entry("event product.viewed e-3"));
        Assert.Equal((2, 0.5), (day.Decided, day.Share));
        Assert.Equal(Noon.AddHours(1), day.Time);

        day.Refuse("ada", "e-3");
        day.Refuse("ada", "e-3");
        Assert.Equal((2, 0.75), (day.Decided, day.Share));

        Assert.Equal(Noon.AddHours(3), day.Time);
        feed.Publish("ada", Entry("event product.viewed e-4"));
        Assert.Equal((Noon.AddHours(4), 1.0), (day.Time, day.Share));

        static TranscriptEntry Entry(string input) => new(1, Noon.AddHours(12), input, []);
    }

    [Fact]
    public void The_clock_of_a_day_stands_at_its_end_only_when_all_of_it_is_over()
    {
        var hours = Enumerable.Range(0, 24).Select(hour => new RecordedEvent(
            Events.Of(hour % 2 == 0 ? "ada" : "bob", "product.viewed") with { Id = $"e-{hour}" }, Noon.Date.ToUniversalTime().AddHours(hour), hour)).ToArray();
        var day = new DayProgress(hours);
        Assert.Equal(hours[0].Arrival, day.Time);

        // All of one partition, none of the other: half of the day is over, and not all.
        Array.ForEach(hours, one => { if (one.Event.CustomerId == "bob") { day.Decide("bob", one.Event.Id); } });
        Assert.Equal((0.5, hours[11].Arrival), (day.Share, day.Time));
        Array.ForEach(hours, one => day.Decide(one.Event.CustomerId, one.Event.Id));
        Assert.Equal((1.0, hours[23].Arrival, 0), (day.Share, day.Time, day.Repeats));
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
