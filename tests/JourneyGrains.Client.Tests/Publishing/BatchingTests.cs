using JourneyGrains.Client.Tests.Fakes;

namespace JourneyGrains.Client.Tests.Publishing;

public sealed class BatchingTests
{
    [Fact]
    public async Task Events_of_a_customer_are_in_the_log_in_the_order_of_the_calls()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system, options => options.BatchMax = 7);
        for (var number = 0; number < 200; number++)
        {
            await publisher.EnqueueAsync(Publishers.Event($"e-{number}", $"c-{number % 5}"));
        }

        await publisher.FlushAsync();

        Assert.Equal(200, system.Appended);
        Assert.All(system.All.GroupBy(record => record.CustomerId), events =>
            Assert.Equal(events.Select(record => record.Id), events.Select(record => record.Id).OrderBy(id => int.Parse(id[2..]))));
    }

    [Fact]
    public async Task Events_that_wait_while_a_batch_is_under_way_go_together_in_batches_of_the_greatest_size()
    {
        var sink = new GatedSink();
        await using var publisher = Publishers.To(new FakeSystem(1), sink, options => options.BatchMax = 10);
        await publisher.EnqueueAsync(Publishers.Event("first"));
        await sink.Reached;
        for (var number = 0; number < 25; number++)
        {
            await publisher.EnqueueAsync(Publishers.Event($"e-{number}"));
        }

        sink.Open();
        await publisher.FlushAsync();

        Assert.Equal([1, 10, 10, 5], sink.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task A_batch_ends_before_the_event_that_would_make_it_too_large()
    {
        var sink = new GatedSink();
        await using var publisher = Publishers.To(new FakeSystem(1), sink, options => options.BatchBytesMax = 2_500);
        await publisher.EnqueueAsync(Publishers.Event("first"));
        await sink.Reached;
        foreach (var (id, size) in new[] { ("a", 1_000), ("b", 1_000), ("c", 1_000), ("large", 5_000), ("d", 10) })
        {
            await publisher.EnqueueAsync(Publishers.Event(id, note: new string('x', size)));
        }

        sink.Open();
        await publisher.FlushAsync();

        Assert.Equal([["first"], ["a", "b"], ["c"], ["large"], ["d"]], sink.Batches);
    }

    [Fact]
    public async Task A_caller_waits_when_the_partition_s_buffer_is_full()
    {
        var sink = new GatedSink();
        await using var publisher = Publishers.To(new FakeSystem(1), sink, options => (options.BatchMax, options.BufferPerPartition) = (1, 2));
        await publisher.EnqueueAsync(Publishers.Event("under way"));
        await sink.Reached;
        await publisher.EnqueueAsync(Publishers.Event("first in the buffer"));
        await publisher.EnqueueAsync(Publishers.Event("second in the buffer"));
        var beyond = publisher.EnqueueAsync(Publishers.Event("beyond")).AsTask();
        Assert.False(beyond.IsCompleted);

        sink.Open();

        Assert.True((await await beyond).Accepted);
        Assert.Equal(4, sink.Batches.Count);
    }

    [Fact]
    public async Task A_caller_who_gives_up_waiting_for_room_has_published_nothing()
    {
        var sink = new GatedSink();
        await using var publisher = Publishers.To(new FakeSystem(1), sink, options => (options.BatchMax, options.BufferPerPartition) = (1, 1));
        await publisher.EnqueueAsync(Publishers.Event("under way"));
        await sink.Reached;
        await publisher.EnqueueAsync(Publishers.Event("in the buffer"));
        using var impatience = new CancellationTokenSource();
        var beyond = publisher.EnqueueAsync(Publishers.Event("beyond"), cancellation: impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => beyond);

        sink.Open();
        await publisher.FlushAsync();

        Assert.Equal([["under way"], ["in the buffer"]], sink.Batches);
    }

    [Fact]
    public async Task A_flush_does_not_wait_for_the_linger()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system, options => options.Linger = TimeSpan.FromHours(1));
        var durable = await publisher.EnqueueAsync(Publishers.Event("e-1"));

        await publisher.FlushAsync();

        Assert.True(durable.IsCompletedSuccessfully);
        Assert.Equal(1, system.Appended);
    }

    [Fact]
    public async Task Disposing_sends_what_waits_and_takes_nothing_more()
    {
        var system = new FakeSystem();
        var publisher = Publishers.Numbered(system, options => options.Linger = TimeSpan.FromHours(1));
        var durable = await publisher.EnqueueAsync(Publishers.Event("e-1"));

        await publisher.DisposeAsync();

        Assert.True((await durable).Accepted);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await publisher.EnqueueAsync(Publishers.Event("e-2")));
    }
}
