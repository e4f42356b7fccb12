using JourneyGrains.Client.Replaying;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.Client.Tests.Publishing;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyGrains.Client.Tests.Replaying;

public sealed class LogReplayerTests
{
    private static readonly DateTimeOffset Start = Publishers.Noon;
    private readonly FakeSystem system = new();
    private readonly SkippingTime time = new();

    private LogReplayer Replayer => new(new FakeGrains(system), time, NullLogger<LogReplayer>.Instance);

    [Fact]
    public async Task Every_event_arrives_in_its_customer_s_partition_with_its_recorded_arrival()
    {
        var reached = await Replayer.ReplayAsync(Events(500), new() { RecordedArrivals = true, RoundMax = 30 });

        Assert.Equal((500, 500, 0, 0), (reached.Events, reached.Appended, reached.Repeated, reached.Refused));
        for (var partition = 0; partition < system.Partitions; partition++)
        {
            Assert.All(system.Logs[partition], record => Assert.Equal(partition, StableHashing.Partition(record.CustomerId, system.Partitions)));
            Assert.Equal(system.Logs[partition].Select(record => record.Arrival), system.Logs[partition].Select(record => record.Arrival).Order());
        }

        Assert.All(system.All, record => Assert.Equal(Start.AddSeconds(int.Parse(record.Id[2..])), record.Arrival));
    }

    [Fact]
    public async Task No_event_arrives_before_a_moment_that_its_partition_was_told_is_over()
    {
        await Replayer.ReplayAsync(Events(500), new() { RecordedArrivals = true, RoundMax = 30 });

        foreach (var appends in system.Appends.GroupBy(append => append.Partition, append => append.Request))
        {
            var over = DateTimeOffset.MinValue;
            foreach (var request in appends)
            {
                Assert.All(request.Events, record => Assert.True(record.Arrival >= over));
                Assert.True(request.Watermark >= over);
                over = request.Watermark!.Value;
            }
        }
    }

    [Theory]
    [InlineData(null, 99)]
    [InlineData(3600, 3600)]
    [InlineData(40, 40)]
    public async Task At_the_end_every_partition_is_told_that_the_recording_is_over(int? until, int expected)
    {
        var reached = await Replayer.ReplayAsync(
            Events(100), new() { RecordedArrivals = true, Until = until is { } seconds ? Start.AddSeconds(seconds) : null });

        Assert.Equal(Math.Min(100, (until ?? 99) + 1), reached.Appended);
        Assert.Equal(
            Enumerable.Repeat(Start.AddSeconds(expected), system.Partitions),
            Enumerable.Range(0, system.Partitions).Select(partition => system.Appends.Last(append => append.Partition == partition).Request.Watermark!.Value));
    }

    [Fact]
    public async Task Events_that_arrive_now_carry_no_recorded_arrival_and_move_no_time()
    {
        await Replayer.ReplayAsync(Events(50), new());

        Assert.All(system.All, record => Assert.Null(record.Arrival));
        Assert.All(system.Appends, append => Assert.Null(append.Request.Watermark));
    }

    [Fact]
    public async Task A_replay_that_broke_off_and_starts_again_adds_nothing_twice()
    {
        var options = new ReplayOptions { RecordedArrivals = true, Producer = "replay", RoundMax = 20 };
        await Assert.ThrowsAsync<IOException>(() => Replayer.ReplayAsync(Events(100, breaksAt: 60), options));
        Assert.InRange(system.Appended, 40, 60);

        var reached = await Replayer.ReplayAsync(Events(100), options);

        Assert.Equal(100, system.Appended);
        Assert.Equal(100, reached.Appended + reached.Repeated);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_adds_nothing_twice()
    {
        var lost = 0;
        system.After = _ => lost++ % 3 == 0 ? new TimeoutException("no answer") : null;

        var reached = await Replayer.ReplayAsync(Events(100), new() { Producer = "replay", RoundMax = 10 });

        Assert.Equal(100, system.Appended);
        Assert.Equal((100, 100), (reached.Events, reached.Appended + reached.Repeated));
    }

    [Fact]
    public async Task What_a_replay_put_into_the_log_itself_is_not_told_as_there_already()
    {
        // Every answer but the first of each partition is lost once.
        var sent = new Dictionary<string, int>();
        var known = 0;
        system.After = request => request.Events.Length > 0 && ++known > system.Partitions && (sent[request.Events[0].Id] = sent.GetValueOrDefault(request.Events[0].Id) + 1) == 1
            ? new TimeoutException("no answer")
            : null;
        var options = new ReplayOptions { Producer = "replay", RoundMax = 20 };

        var first = await Replayer.ReplayAsync(Events(100), options);
        system.After = _ => null;
        var again = await Replayer.ReplayAsync(Events(120), options);

        Assert.True(sent.Values.Count(times => times > 1) > 3);
        Assert.Equal((100, 0, 0), (first.Appended, first.Repeated, first.Unknown));
        Assert.Equal((20, 100), (again.Appended, again.Repeated));
    }

    [Fact]
    public async Task Of_what_was_sent_again_before_the_log_took_anything_nobody_can_say_by_whom_it_is_there()
    {
        var lost = 0;
        system.After = _ => lost++ < system.Partitions ? new TimeoutException("no answer") : null;

        var reached = await Replayer.ReplayAsync(Events(100), new() { Producer = "replay", RoundMax = 50 });

        Assert.Equal((100, 100), (system.Appended, reached.Appended + reached.Repeated));
        Assert.InRange(reached.Unknown, 1, 50);
        Assert.Equal(reached.Repeated, reached.Unknown);
    }

    [Fact]
    public async Task A_status_that_fails_for_a_passing_reason_does_not_end_a_replay()
    {
        var asked = 0;
        system.BeforeStatus = () => asked++ % 2 == 0 ? new TimeoutException("no answer") : null;

        await Replayer.ReplayAsync(Events(100), new() { RoundMax = 10, AheadMax = 10 });
        var status = await Replayer.CaughtUpAsync();

        Assert.Equal((100, 100), (status.Appended, status.Consumed));
    }

    [Fact]
    public async Task The_log_never_runs_further_ahead_of_its_consumers_than_allowed()
    {
        system.ConsumedPerStatus = 3;

        await Replayer.ReplayAsync(Events(300), new() { AheadMax = 40, RoundMax = 10 });

        Assert.Equal(300, system.Appended);
        Assert.InRange(system.BehindMost, 10, 40);
    }

    [Theory]
    [InlineData(1, 99)]
    [InlineData(10, 9.9)]
    public async Task At_a_pace_the_replay_takes_the_time_of_the_recording_divided_by_the_speed(double speed, double seconds)
    {
        await Replayer.ReplayAsync(Events(100), new() { Speed = speed });

        Assert.InRange(time.Elapsed.TotalSeconds, seconds - 0.001, seconds + 0.3);
        Assert.Equal(100, system.Appended);
    }

    [Fact]
    public async Task At_a_pace_the_store_s_time_goes_on_between_events_and_not_beyond_the_next()
    {
        await Replayer.ReplayAsync(new[] { Record(0), Record(10) }.ToAsyncEnumerable(), new() { RecordedArrivals = true, Speed = 1 });

        var told = system.Appends.Where(append => append.Partition == 0).Select(append => append.Request.Watermark!.Value).ToArray();
        Assert.Equal(told.Order(), told);
        Assert.True(told.Count(moment => moment > Start && moment < Start.AddSeconds(10)) > 30, string.Join('\n', told));
        Assert.Equal(Start.AddSeconds(10), told[^1]);
    }

    [Fact]
    public async Task An_event_out_of_order_is_an_error_that_says_which()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            Replayer.ReplayAsync(new[] { Record(5), Record(4) }.ToAsyncEnumerable(), new() { RecordedArrivals = true }));

        Assert.Contains("Event 2 ('e-4')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_out_of_order_that_arrive_now_keep_the_order_of_the_file()
    {
        await Replayer.ReplayAsync(new[] { Record(5), Record(4) }.ToAsyncEnumerable(), new() { Partitions = 1, Speed = 60 });

        Assert.Equal(["e-5", "e-4"], system.Logs[0].Select(record => record.Id));
    }

    [Fact]
    public async Task Recorded_arrivals_into_a_store_that_keeps_its_own_time_fail_at_once()
    {
        system.Before = _ => new LogTimeException("This store keeps its own time.");

        await Assert.ThrowsAsync<LogTimeException>(() => Replayer.ReplayAsync(Events(10), new() { RecordedArrivals = true }));

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public async Task Caught_up_means_that_everything_is_consumed()
    {
        await Replayer.ReplayAsync(Events(30), new());
        system.Consumed = 0;
        system.ConsumedPerStatus = 7;

        var status = await Replayer.CaughtUpAsync();

        Assert.Equal((30, 30), (status.Appended, status.Consumed));
    }

    private static EventRecord Record(int second) =>
        EventRecord.Of(Publishers.Event($"e-{second}", $"c-{second % 9}"), arrival: Start.AddSeconds(second));

    private static async IAsyncEnumerable<EventRecord> Events(int count, int breaksAt = int.MaxValue)
    {
        for (var second = 0; second < count; second++)
        {
            await Task.Yield();
            yield return second < breaksAt ? Record(second) : throw new IOException("the file ends here");
        }
    }
}
