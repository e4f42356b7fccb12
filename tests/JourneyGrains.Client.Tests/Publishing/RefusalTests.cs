using System.Text;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Tests.Publishing;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_bad_event_is_told_at_once_and_kept_with_its_source_and_its_neighbours_go_on()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system);
        var before = await publisher.EnqueueAsync(Publishers.Event("e-1"));
        var bad = await publisher.EnqueueAsync(Publishers.Event("e-2", type: "order.placed"), source: "file orders.jsonl:2");
        var after = await publisher.EnqueueAsync(Publishers.Event("e-3"));

        var refusal = (await bad).Refusal!;

        Assert.Equal(RefusalCodes.Missing, refusal.Code);
        Assert.True((await before).Accepted && (await after).Accepted);
        Assert.Equal(["e-1", "e-3"], system.All.Select(record => record.Id));
        var letter = Assert.Single(system.DeadLetters);
        Assert.Equal(("file orders.jsonl:2", "e-2", "c-1", true), (letter.Source, letter.EventId, letter.CustomerId, letter.Replayable));
        Assert.Equal("e-2", EventJson.Read(letter.Body, out _).Event!.Id);
    }

    [Fact]
    public async Task Of_an_event_of_ten_megabytes_the_beginning_is_kept_and_cannot_be_replayed()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system);

        var result = await publisher.PublishAsync(Publishers.Event("e-1", note: new string('x', 10_000_000)));

        Assert.Equal(RefusalCodes.TooLarge, result.Refusal!.Code);
        var letter = Assert.Single(system.DeadLetters);
        Assert.Equal((64 * 1024, false), (letter.Body.Length, letter.Replayable));
    }

    [Fact]
    public async Task An_id_beyond_its_limit_is_kept_as_far_as_the_limit()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system);

        await publisher.PublishAsync(Publishers.Event(new string('e', 500)));

        Assert.Equal(EventLimits.IdLengthMax, Assert.Single(system.DeadLetters).EventId.Length);
    }

    [Fact]
    public async Task What_is_no_event_at_all_is_kept_as_it_came()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system);

        var result = await await publisher.RefuseAsync("{ not json"u8.ToArray(), new(RefusalCodes.Unreadable, "Not an event"));

        Assert.Equal(PublishOutcome.Refused, result.Outcome);
        var letter = Assert.Single(system.DeadLetters);
        Assert.Equal(("tests", "{ not json", false), (letter.Source, Encoding.UTF8.GetString(letter.Body), letter.Replayable));
    }

    [Fact]
    public void What_the_log_refuses_of_a_batch_is_told_to_its_event_and_the_others_are_told_apart_as_new_and_known()
    {
        PendingEvent[] batch = [.. new[] { "a", "b", "c", "d" }.Select((id, index) => new PendingEvent(EventRecord.Of(Publishers.Event(id), index + 1)))];

        var results = LogSink.Results(batch, new AppendReceipt(1, 2, [new("b", RefusalCodes.Forgotten, "Forgotten.")]));

        Assert.Equal(
            [PublishOutcome.Repeated, PublishOutcome.Refused, PublishOutcome.Repeated, PublishOutcome.Appended], results.Select(result => result.Outcome));
        Assert.Equal(RefusalCodes.Forgotten, results[1].Refusal!.Code);
    }

    [Fact]
    public void One_refusal_of_an_id_that_comes_twice_is_told_once()
    {
        PendingEvent[] batch = [.. new[] { "a", "a" }.Select(id => new PendingEvent(EventRecord.Of(Publishers.Event(id))))];

        var results = LogSink.Results(batch, new AppendReceipt(1, 0, [new("a", RefusalCodes.Missing, "No stars.")]));

        Assert.Single(results, result => result.Outcome == PublishOutcome.Refused);
    }
}
