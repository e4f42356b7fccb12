using JourneyGrains.Contracts.Streams;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

public abstract class LogTimeContract(Func<TemporaryStore> open) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Recorded = new(2017, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryStore temporary = open();

    private IEventLog Log => temporary.Store.Log;

    private StandingClock Clock => temporary.Clock;

    public async ValueTask DisposeAsync()
    {
        await temporary.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task In_a_store_with_its_own_time_events_arrive_when_they_are_appended_and_never_earlier_than_the_last()
    {
        var start = Clock.Now;
        await temporary.AppendAsync(0, Event("a"));
        Clock.Set(start.AddSeconds(-10));
        await temporary.AppendAsync(0, Event("b"));
        await temporary.ReopenAsync();
        await temporary.AppendAsync(0, Event("c"));
        Clock.Set(start.AddSeconds(5));
        await temporary.AppendAsync(0, Event("d"));

        Assert.Equal([start, start, start, start.AddSeconds(5)], (await temporary.ReadAsync(0)).Select(record => record.Arrival!.Value));
        Assert.False(Log.FollowsLog);
    }

    [SkippableFact]
    public async Task Own_time_is_the_clocks_when_caught_up_and_else_the_arrival_of_the_last_consumed()
    {
        var start = Clock.Now;
        Assert.Equal(start, await Time());
        await temporary.AppendAsync(0, Event("a"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await temporary.AppendAsync(0, Event("b"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(start, await Time());
        Assert.Equal(DateTimeOffset.MinValue, await Log.TimeAsync(0, "newcomer", None));
        await Log.SetConsumedAsync(0, "router", 0, None);
        Assert.Equal(start, await Time());
        await Log.SetConsumedAsync(0, "router", 1, None);
        Assert.Equal(start.AddSeconds(2), await Time());
    }

    [SkippableFact]
    public async Task No_event_arrives_before_a_time_that_was_given_out_not_even_after_a_restart_with_the_clock_gone_back()
    {
        Clock.Advance(TimeSpan.FromSeconds(10));
        var given = await Time();
        Clock.Advance(TimeSpan.FromSeconds(-10));
        await temporary.CommitAsync(Turn("ann", 0));
        await temporary.ReopenAsync();
        await temporary.AppendAsync(0, Event("a"));
        Assert.Equal(given, Assert.Single(await temporary.ReadAsync(0)).Arrival);
    }

    [SkippableFact]
    public async Task Time_given_to_a_consumer_never_goes_back()
    {
        await temporary.AppendAsync(0, Event("a"));
        await Log.SetConsumedAsync(0, "router", 0, None);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var before = await Time();
        await temporary.AppendAsync(0, Event("b"));
        Assert.Equal(before, await Time());
    }

    [SkippableFact]
    public async Task The_first_append_with_recorded_arrivals_decides_that_the_store_follows_its_log_for_good()
    {
        Assert.Equal(Clock.Now, await Time());
        await temporary.AppendAsync(0, Event("a", arrival: Recorded), Event("b"), Event("c", arrival: Recorded.AddDays(-1)));
        await temporary.ReopenAsync();
        Assert.True(Log.FollowsLog);
        await temporary.AppendAsync(0, Event("d"), Event("e", arrival: Recorded.AddDays(2)));

        Assert.Equal(
            [Recorded, Recorded, Recorded, Recorded, Recorded.AddDays(2)],
            (await temporary.ReadAsync(0)).Select(record => record.Arrival!.Value));
    }

    [SkippableFact]
    public async Task Followed_time_is_the_watermark_when_caught_up_and_later_arrivals_are_not_before_it()
    {
        await temporary.AppendAsync(0, Event("a", arrival: Recorded));
        await Log.SetConsumedAsync(0, "router", 0, None);
        Assert.Equal(Recorded, await Time());
        await temporary.AppendAsync(0, new AppendRequest([], Watermark: Recorded.AddDays(3)));
        Assert.Equal(Recorded.AddDays(3), await Time());
        await temporary.AppendAsync(0, Event("b", arrival: Recorded.AddDays(1)));
        Assert.Equal(Recorded.AddDays(3), (await temporary.ReadAsync(0))[1].Arrival);
        await temporary.ReopenAsync();
        Assert.Equal(Recorded, await Time());
        await Log.SetConsumedAsync(0, "router", 1, None);
        Assert.Equal(Recorded.AddDays(3), await Time());
    }

    [SkippableFact]
    public async Task A_watermark_alone_decides_too_and_an_empty_request_decides_nothing()
    {
        await temporary.AppendAsync(0, new AppendRequest([]));
        await temporary.AppendAsync(0, new AppendRequest([], Watermark: Recorded));
        Assert.True(Log.FollowsLog);
        Assert.Equal(Recorded, await Time());
    }

    [SkippableFact]
    public async Task Recorded_arrivals_into_a_store_with_its_own_time_are_refused_and_write_nothing()
    {
        await temporary.AppendAsync(1, Event("a"));
        var error = await Assert.ThrowsAsync<LogTimeException>(() => temporary.AppendAsync(0, Event("b", arrival: Recorded)));
        Assert.Contains("empty store", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogTimeException>(() => temporary.AppendAsync(0, new AppendRequest([], Watermark: Recorded)));
        Assert.Empty(await temporary.ReadAsync(0));
        Assert.Equal(0, (await temporary.AppendAsync(0, Event("c"))).Head);
    }

    private Task<DateTimeOffset> Time() => Log.TimeAsync(0, "router", None);
}
