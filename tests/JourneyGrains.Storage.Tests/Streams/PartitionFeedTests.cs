using JourneyGrains.Storage.Streams;
using JourneyGrains.Storage.Tests.Contract;
using JourneyGrains.Storage.Tests.Sqlite;
using Orleans.Streams;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Streams;

public sealed class PartitionFeedTests : IAsyncDisposable
{
    private readonly SqliteTemporaryStore temporary = new();

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public async Task Reading_ahead_stops_when_the_reader_does_not_take_and_goes_on_when_it_does()
    {
        await AppendAsync(100);
        var feed = Feed();
        var cursor = Start(feed, 0);
        var reads = 0;
        while ((await feed.GetQueueMessagesAsync(9)).Count > 0)
        {
            reads++;
        }

        Assert.Equal(2, reads);
        Assert.Equal(Enumerable.Range(0, 20).Select(offset => (long)offset), Drain(cursor));
        Assert.Single(await feed.GetQueueMessagesAsync(9));
        Assert.Equal(Enumerable.Range(20, 10).Select(offset => (long)offset), Drain(cursor));
    }

    [Fact]
    public async Task A_failed_delivery_comes_again_and_the_cursor_does_not_move_on()
    {
        await AppendAsync(30);
        var feed = Feed();
        var cursor = Start(feed, 0);
        await feed.GetQueueMessagesAsync(9);
        Assert.True(cursor.MoveNext());
        var batch = cursor.GetCurrent(out _);
        cursor.RecordDeliveryFailure();
        Assert.True(cursor.MoveNext());
        Assert.Same(batch, cursor.GetCurrent(out _));
        await feed.GetQueueMessagesAsync(9);
        Assert.True(cursor.MoveNext());
        Assert.Equal(10, Offsets(cursor)[0]);
    }

    [Fact]
    public async Task A_cursor_made_from_a_delivery_goes_on_behind_it()
    {
        await AppendAsync(30);
        var feed = Feed();
        var cursor = feed.GetCacheCursor(default, LogTokens.Delivery(3, 4));
        cursor.MoveNext();
        await feed.GetQueueMessagesAsync(9);
        Assert.Equal(7, Drain(cursor)[0]);
    }

    [Fact]
    public async Task Nothing_wakes_a_reader_where_all_is_consumed()
    {
        await AppendAsync(5);
        var feed = Feed();
        Assert.Single(await feed.GetQueueMessagesAsync(9));
        await temporary.Store.Log.SetConsumedAsync(0, "router", 4, CancellationToken.None);
        Assert.Empty(await Feed().GetQueueMessagesAsync(9));
    }

    [Fact]
    public async Task A_read_during_which_the_reader_only_took_what_it_has_goes_on_until_there_is_more()
    {
        await AppendAsync(5);
        var feed = Feed(TimeSpan.FromMinutes(1));
        var cursor = Start(feed, 0);
        Assert.Single(await feed.GetQueueMessagesAsync(9));
        var read = feed.GetQueueMessagesAsync(9);
        Drain(cursor);
        Assert.False(cursor.MoveNext());
        Assert.False(read.IsCompleted);

        await AppendAsync(3);
        Assert.Single(await read);
        Assert.Equal([5, 6, 7], Drain(cursor));
    }

    [Fact]
    public async Task A_reader_that_was_given_all_gets_signs_until_it_is_done_and_none_after_that()
    {
        await AppendAsync(5);
        var feed = Feed();
        var cursor = Start(feed, 0);
        await feed.GetQueueMessagesAsync(9);
        Assert.Empty(await feed.GetQueueMessagesAsync(9));
        Drain(cursor);
        Assert.Empty(await feed.GetQueueMessagesAsync(9));
        for (var again = 0; again < 2; again++)
        {
            Assert.Single(await feed.GetQueueMessagesAsync(9));
            Assert.True(cursor.MoveNext());
            Assert.Empty(Offsets(cursor));
            Assert.False(cursor.MoveNext());
        }

        await temporary.Store.Log.SetConsumedAsync(0, "router", 4, CancellationToken.None);
        Assert.Empty(await feed.GetQueueMessagesAsync(9));
        Assert.Empty(await feed.GetQueueMessagesAsync(9));
        await AppendAsync(3);
        await feed.GetQueueMessagesAsync(9);
        Assert.Equal([5, 6, 7], Drain(cursor));
    }

    [Fact]
    public async Task Two_readers_at_different_places_each_get_their_own()
    {
        await AppendAsync(30);
        var feed = Feed();
        var behind = Start(feed, 0);
        var ahead = Start(feed, 25);
        Assert.Equal(2, (await feed.GetQueueMessagesAsync(9)).Count);
        Assert.Equal(0, Drain(behind)[0]);
        Assert.Equal([25, 26, 27, 28, 29], Drain(ahead));
    }

    private Task<LogAppend> AppendAsync(int count) => temporary.AppendAsync(0, [.. Enumerable.Range(0, count).Select(index => Event($"{index}"))]);

    private PartitionFeed Feed(TimeSpan? patience = null) => new(
        0, temporary.Store.Log, new LogStreamOptions { BatchMax = 10, AheadMax = 2, Patience = patience ?? TimeSpan.FromMilliseconds(1) });

    private static IQueueCacheCursor Start(PartitionFeed feed, long offset)
    {
        var cursor = feed.GetCacheCursor(default, LogTokens.Event(offset));
        Assert.True(cursor.MoveNext());
        Assert.Empty(Offsets(cursor));
        return cursor;
    }

    private static List<long> Drain(IQueueCacheCursor cursor)
    {
        var offsets = new List<long>();
        while (cursor.MoveNext())
        {
            offsets.AddRange(Offsets(cursor));
        }

        return offsets;
    }

    private static long[] Offsets(IQueueCacheCursor cursor) =>
        [.. cursor.GetCurrent(out _).GetEvents<Contracts.Streams.EventRecord>().Select(one => one.Item1.Offset)];
}
