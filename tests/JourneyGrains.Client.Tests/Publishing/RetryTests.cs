using System.Reflection;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Tests.Publishing;

public sealed class RetryTests
{
    /// <summary>A silo that dies takes calls along, which nobody answers: with 30 s for each, as Orleans has it, the buffers fill and all stands still.</summary>
    [Fact]
    public void An_append_that_nobody_answers_is_sent_again_several_times_within_the_publisher_s_time()
    {
        var append = typeof(IPartitionLogGrain).GetMethod(nameof(IPartitionLogGrain.Append))!;
        var ends = append.GetCustomAttribute<ResponseTimeoutAttribute>()!.Timeout!.Value;
        Assert.InRange(ends, TimeSpan.FromSeconds(5), new PublisherOptions().RetryFor / 5);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_sent_again_and_adds_nothing_twice()
    {
        var system = new FakeSystem();
        var lost = 0;
        system.After = _ => lost++ < 2 ? new TimeoutException("no answer") : null;
        await using var publisher = Publishers.Numbered(system);

        var result = await publisher.PublishAsync(Publishers.Event("e-1"));

        Assert.True(result.Accepted);
        Assert.Equal(3, system.Appends.Count);
        Assert.Equal("e-1", Assert.Single(system.All).Id);
    }

    [Fact]
    public async Task What_a_publisher_put_into_the_log_itself_before_its_answer_was_lost_counts_as_appended()
    {
        var system = new FakeSystem();
        await using var publisher = Publishers.Numbered(system);
        await publisher.PublishAsync(Publishers.Event("e-1"));
        var lost = 0;
        system.After = _ => lost++ < 1 ? new TimeoutException("no answer") : null;

        var result = await publisher.PublishAsync(Publishers.Event("e-2"));

        Assert.Equal((PublishOutcome.Appended, 2L, 3), (result.Outcome, system.Appended, system.Appends.Count));
    }

    [Fact]
    public async Task What_another_attempt_cannot_mend_is_not_tried_again()
    {
        var system = new FakeSystem();
        var attempts = 0;
        system.Before = _ =>
        {
            attempts++;
            return new LogTimeException("the store keeps its own time");
        };
        await using var publisher = Publishers.Numbered(system);

        await Assert.ThrowsAsync<LogTimeException>(async () => await publisher.PublishAsync(Publishers.Event("e-1")));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task After_a_numbered_batch_was_given_up_the_partition_takes_no_later_ones_or_they_would_hide_it()
    {
        var system = new FakeSystem(1);
        system.Before = _ => new TimeoutException("down");
        await using var publisher = Publishers.Numbered(system, options => options.RetryFor = TimeSpan.Zero);
        await Assert.ThrowsAsync<PublishFailedException>(async () => await publisher.PublishAsync(Publishers.Event("e-1")));
        system.Before = _ => null;

        await Assert.ThrowsAsync<PublishFailedException>(async () => await publisher.PublishAsync(Publishers.Event("e-2")));

        Assert.Empty(system.All);
    }

    [Fact]
    public async Task After_a_batch_without_numbers_was_given_up_the_next_goes_through()
    {
        var sink = new GatedSink { Failure = new TimeoutException("down") };
        sink.Open();
        await using var publisher = Publishers.To(new FakeSystem(1), sink, options => options.RetryFor = TimeSpan.Zero);
        await Assert.ThrowsAsync<PublishFailedException>(async () => await publisher.PublishAsync(Publishers.Event("e-1")));
        sink.Failure = null;

        Assert.True((await publisher.PublishAsync(Publishers.Event("e-2"))).Accepted);
    }

    [Fact]
    public async Task Attempts_end_when_the_time_for_them_is_over()
    {
        var system = new FakeSystem();
        var attempts = 0;
        system.Before = _ =>
        {
            attempts++;
            return new TimeoutException("down");
        };
        var time = new SkippingTime();
        await using var publisher = Publishers.Numbered(system, options => options.RetryFor = TimeSpan.FromSeconds(60), time);

        var error = await Assert.ThrowsAsync<PublishFailedException>(async () => await publisher.PublishAsync(Publishers.Event("e-1")));

        Assert.Contains("60 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        Assert.InRange(attempts, 25, 70);
    }

    [Fact]
    public async Task A_producer_that_starts_again_numbers_above_what_it_sent_before()
    {
        var system = new FakeSystem(1);
        await using (var before = Publishers.Numbered(system))
        {
            await before.PublishAsync(Publishers.Event("e-1"));
        }

        await using var after = Publishers.Numbered(system);
        var result = await after.PublishAsync(Publishers.Event("e-2"));

        Assert.Equal(PublishOutcome.Appended, result.Outcome);
        Assert.Equal(2, system.Appended);
    }

    [Fact]
    public async Task Events_with_numbers_of_the_caller_are_repeated_when_they_are_published_again()
    {
        var system = new FakeSystem();
        for (var round = 0; round < 2; round++)
        {
            await using var publisher = Publishers.Numbered(system);
            var results = new List<Task<PublishResult>>();
            for (var number = 1; number <= 50; number++)
            {
                results.Add(await publisher.EnqueueAsync(Publishers.Event($"e-{number}", $"c-{number % 7}"), number));
            }

            var expected = round == 0 ? PublishOutcome.Appended : PublishOutcome.Repeated;
            Assert.All(await Task.WhenAll(results), result => Assert.Equal(expected, result.Outcome));
        }

        Assert.Equal(50, system.Appended);
    }
}
