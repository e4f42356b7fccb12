using System.Text;
using JourneyGrains.Contracts.Streams;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

public abstract class EventLogContract(Func<TemporaryStore> open) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore temporary = open();

    private IEventLog Log => temporary.Store.Log;

    public async ValueTask DisposeAsync()
    {
        await temporary.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Offsets_run_from_0_without_gaps_in_each_partition_and_over_a_restart()
    {
        Assert.Equal(new LogAppend(2, 0, 1), await temporary.AppendAsync(1, Event("a"), Event("b")));
        Assert.Equal(new LogAppend(1, 0, 0), await temporary.AppendAsync(3, Event("c")));
        await temporary.ReopenAsync();
        Assert.Equal(new LogAppend(1, 0, 2), await temporary.AppendAsync(1, Event("d")));

        Assert.Equal([("a", 0L), ("b", 1L), ("d", 2L)], (await temporary.ReadAsync(1)).Select(record => (record.Id, record.Offset)));
        Assert.Equal(["d"], (await temporary.ReadAsync(1, after: 1)).Select(record => record.Id));
        Assert.Empty(await temporary.ReadAsync(0));
        Assert.Equal(["a"], (await Log.ReadAsync(1, -1, 1, None)).Select(record => record.Id));
    }

    [SkippableFact]
    public async Task An_event_comes_back_as_it_went_in()
    {
        var sent = new EventRecord(
            "id-é", "customer 1", "custom.type", temporary.Clock.Now.AddDays(-1), Encoding.UTF8.GetBytes("""{"a":"ü"}"""), 7);
        await temporary.AppendAsync(0, new AppendRequest([sent], "p"));

        var read = Assert.Single(await temporary.ReadAsync(0));
        Assert.Equal(sent.Properties, read.Properties);
        Assert.Equal(sent with { Arrival = temporary.Clock.Now, Offset = 0, Properties = read.Properties }, read);
    }

    [SkippableFact]
    public async Task A_producer_that_resends_adds_nothing_twice()
    {
        await temporary.AppendAsync(0, new AppendRequest([Event("1", sequence: 1), Event("2", sequence: 2)], "p"));
        await temporary.ReopenAsync();
        var again = await temporary.AppendAsync(
            0, new AppendRequest([Event("1", sequence: 1), Event("2", sequence: 2), Event("3", sequence: 3), Event("3", sequence: 3)], "p"));
        var other = await temporary.AppendAsync(0, new AppendRequest([Event("4", sequence: 1)], "q"));
        var elsewhere = await temporary.AppendAsync(1, new AppendRequest([Event("5", sequence: 1)], "p"));
        var plain = await temporary.AppendAsync(0, Event("6"), Event("6"));

        Assert.Equal(new LogAppend(1, 3, 2), again);
        Assert.Equal(new LogAppend(1, 0, 3), other);
        Assert.Equal(new LogAppend(1, 0, 0), elsewhere);
        Assert.Equal(new LogAppend(2, 0, 5), plain);
        Assert.Equal(["1", "2", "3", "4", "6", "6"], (await temporary.ReadAsync(0)).Select(record => record.Id));
    }

    [SkippableFact]
    public async Task Refused_events_are_dead_letters_of_the_same_transaction()
    {
        await Log.AppendAsync(0, new AppendRequest([Event("good")]), [Letters.Of("ann", "bad")], None);
        await using var killed = temporary.OpenAfterKill();
        Assert.Equal("bad", Encoding.UTF8.GetString(Assert.Single(await killed.DeadLetters.ListAsync(0, 9, None)).Body));
        Assert.Single(await killed.Log.ReadAsync(0, -1, 9, None));
    }

    [SkippableFact]
    public async Task What_is_consumed_never_goes_back_and_never_beyond_the_end()
    {
        await temporary.AppendAsync(0, Event("a"), Event("b"), Event("c"));
        await Log.SetConsumedAsync(0, "router", 1, None);
        await Log.SetConsumedAsync(0, "router", 0, None);
        Assert.Equal(new LogPosition(2, 1), await Log.PositionAsync(0, "router", None));
        Assert.Equal(new LogPosition(2, -1), await Log.PositionAsync(0, "other", None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Log.SetConsumedAsync(0, "router", 3, None));
        await temporary.ReopenAsync();
        Assert.Equal(new LogPosition(2, 1), await Log.PositionAsync(0, "router", None));
    }

    [SkippableFact]
    public async Task Waiting_ends_at_once_where_there_is_more_with_the_next_append_or_with_the_time()
    {
        Assert.False(await Log.WaitAsync(0, -1, TimeSpan.Zero, None));
        var waiting = Log.WaitAsync(0, -1, TimeSpan.FromMinutes(1), None);
        var elsewhere = Log.WaitAsync(1, -1, TimeSpan.FromMilliseconds(1), None);
        await temporary.AppendAsync(0, Event("a"));
        Assert.True(await waiting);
        Assert.False(await elsewhere);
        Assert.True(await Log.WaitAsync(0, -1, TimeSpan.Zero, None));
        Assert.False(await Log.WaitAsync(0, 0, TimeSpan.Zero, None));
    }

    [SkippableFact]
    public async Task A_partition_that_does_not_exist_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => temporary.AppendAsync(Partitions, Event("a")));
}
