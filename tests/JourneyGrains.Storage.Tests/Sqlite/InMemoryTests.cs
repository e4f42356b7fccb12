using System.Text;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Tests.Contract;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Sqlite;

/// <summary>What the embedded store knows without the disk is what the disk would have told.</summary>
public sealed class InMemoryTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SqliteTemporaryStore temporary = new();

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public async Task An_event_read_from_memory_is_the_event_read_from_the_disk()
    {
        var odd = Event("1") with { Time = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(7) };
        await temporary.AppendAsync(0, odd, Event("\ud800"), Event("3", "half \udc00"), Event("4"));
        await temporary.AppendAsync(0, Event("5") with { Properties = new byte[5000] }, Event("é"), Event("7") with { Properties = [] });
        var kept = await Read(temporary.Store);

        await temporary.ReopenAsync();

        Assert.Equal(await Read(temporary.Store), kept);
        Assert.Contains("2026-03-01T12:00:00.0000000+00:00", kept[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_serves_a_reader_who_keeps_up_and_lets_go_of_what_every_consumer_is_done_with()
    {
        var here = temporary.Embedded.Partition(0);
        await temporary.AppendAsync(0, Event("1"), Event("2"), Event("3"));

        Assert.Equal(["2", "3"], here.FromMemory(0, 9)!.Select(record => record.Id));
        await temporary.Store.Log.SetConsumedAsync(0, "router", 1, None);
        Assert.Null(here.FromMemory(0, 9));
        Assert.Equal(["3"], here.FromMemory(1, 9)!.Select(record => record.Id));
        Assert.Equal(["1", "2", "3"], (await temporary.ReadAsync(0)).Select(record => record.Id));
    }

    [Fact]
    public async Task A_reader_far_behind_gets_everything_in_order()
    {
        const int Many = 9_000;
        for (var first = 0; first < Many; first += 1_000)
        {
            await temporary.AppendAsync(0, [.. Enumerable.Range(first, 1_000).Select(number => Event($"{number}"))]);
        }

        Assert.Null(temporary.Embedded.Partition(0).FromMemory(-1, 100));
        var read = new List<long>();
        while (read.Count < Many)
        {
            var page = await temporary.Store.Log.ReadAsync(0, read.Count - 1, 256, None);
            read.AddRange(page.Select(record => long.Parse(record.Id, System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(Enumerable.Range(0, Many).Select(number => (long)number), read);
    }

    [Fact]
    public async Task What_an_append_left_that_failed_is_in_no_reader_s_memory()
    {
        await temporary.AppendAsync(0, Event("1"));
        var bad = Contract.Letters.Of("ann", "x") with { Reason = null! };
        await Assert.ThrowsAnyAsync<Exception>(() => temporary.Store.Log.AppendAsync(0, new AppendRequest([Event("2")]), [bad], None));

        await temporary.AppendAsync(0, Event("3"));

        Assert.Equal([("1", 0L), ("3", 1L)], (await temporary.ReadAsync(0)).Select(record => (record.Id, record.Offset)));
    }

    [Fact]
    public async Task An_erased_customer_s_events_are_empty_for_a_reader_who_keeps_up_too()
    {
        await temporary.AppendAsync(0, Event("1"), Event("2", "bob"));
        await temporary.CommitAsync(Turn("ann", 0) with { Forgotten = true, Erase = true });

        Assert.Equal(["{}", """{"cartId":"c1"}"""], (await temporary.ReadAsync(0)).Select(record => Encoding.UTF8.GetString(record.Properties)));
    }

    [Fact]
    public async Task How_far_a_consumer_is_counts_at_once_and_is_there_after_the_store_was_closed()
    {
        await temporary.AppendAsync(2, Event("1"), Event("2"));
        await temporary.Store.Log.SetConsumedAsync(2, "router", 1, None);
        Assert.Equal(new LogPosition(1, 1), await temporary.Store.Log.PositionAsync(2, "router", None));

        await temporary.ReopenAsync();

        Assert.Equal(new LogPosition(1, 1), await temporary.Store.Log.PositionAsync(2, "router", None));
    }

    [Fact]
    public async Task Nothing_may_be_due_only_where_the_store_has_looked_and_nothing_came_since()
    {
        var (customers, now) = (temporary.Store.Customers, temporary.Clock.Now);
        Assert.True(customers.MayBeDue(0, now));

        Assert.Empty(await customers.DueAsync(0, now, 9, None));
        Assert.False(customers.MayBeDue(0, now.AddYears(1)));

        await temporary.CommitAsync(Turn("ann", 0) with { DueAt = now.AddMinutes(2) });
        await temporary.CommitAsync(Turn("bob", 0) with { DueAt = now.AddMinutes(1) });
        Assert.False(customers.MayBeDue(0, now.AddMinutes(1)));
        Assert.True(customers.MayBeDue(0, now.AddMinutes(1.5)));
        Assert.False(customers.MayBeDue(1, now) && (await customers.DueAsync(1, now, 9, None)).Count > 0);

        Assert.Equal(["bob"], await customers.DueAsync(0, now.AddMinutes(1.5), 9, None));
        Assert.True(customers.MayBeDue(0, now.AddMinutes(1.5)));
        await temporary.CommitAsync(Turn("bob", 1));
        Assert.Empty(await customers.DueAsync(0, now.AddMinutes(1.5), 9, None));
        Assert.False(customers.MayBeDue(0, now.AddMinutes(2)));
        Assert.True(customers.MayBeDue(0, now.AddMinutes(3)));
    }

    [Fact]
    public async Task After_a_restart_anything_may_be_due()
    {
        await temporary.CommitAsync(Turn("ann", 0) with { DueAt = temporary.Clock.Now });

        await temporary.ReopenAsync();

        Assert.True(temporary.Store.Customers.MayBeDue(0, temporary.Clock.Now.AddMinutes(1)));
    }

    private static async Task<List<string>> Read(OpenStore store) => [.. (await store.Log.ReadAsync(0, -1, 99, None)).Select(record =>
        $"{record.Offset} {record.Id} {record.CustomerId} {record.Type} {record.Time:O} {record.Arrival:O} {record.Sequence} {Convert.ToHexString(record.Properties)}")];
}
