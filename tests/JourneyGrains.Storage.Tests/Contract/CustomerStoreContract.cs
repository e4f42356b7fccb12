using System.Text;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

public abstract class CustomerStoreContract(Func<TemporaryStore> open) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore temporary = open();

    private ICustomerStore Customers => temporary.Store.Customers;

    public async ValueTask DisposeAsync()
    {
        await temporary.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task A_customer_never_seen_is_null() => Assert.Null(await Customers.ReadAsync("nobody", None));

    [SkippableFact]
    public async Task A_commit_is_read_back_with_all_its_parts()
    {
        await temporary.CommitAsync(Turn("ann", 0, partition: 2, text: "first"));
        await temporary.CommitAsync(Turn("ann", 1, partition: 2, text: "second"));

        var stored = await Customers.ReadAsync("ann", None);
        Assert.Equal(("second", 2L), (Encoding.UTF8.GetString(stored!.State), stored.Version));
        Assert.Equal(["entry-2", "entry-1"], (await Customers.TranscriptAsync("ann", long.MaxValue, 10, None)).Select(Encoding.UTF8.GetString));
        Assert.Equal(["entry-1"], (await Customers.TranscriptAsync("ann", 2, 10, None)).Select(Encoding.UTF8.GetString));
        Assert.Equal(["entry-2"], (await Customers.TranscriptAsync("ann", long.MaxValue, 1, None)).Select(Encoding.UTF8.GetString));
        Assert.Equal([KeyValuePair.Create("ann", "chain-2")], await Customers.ChainsAsync(None));
        Assert.Equal(2, (await Customers.TotalsAsync(None))["journey/sent"]);
    }

    [SkippableFact]
    public async Task An_empty_state_and_a_state_of_a_megabyte_are_kept_as_they_are()
    {
        var large = Enumerable.Range(0, 1 << 20).Select(index => (byte)index).ToArray();
        await temporary.CommitAsync(Turn("empty", 0) with { State = [] });
        await temporary.CommitAsync(Turn("large", 0) with { State = large });

        Assert.Empty((await Customers.ReadAsync("empty", None))!.State);
        Assert.Equal(large, (await Customers.ReadAsync("large", None))!.State);
    }

    [SkippableTheory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 0)]
    public async Task A_stale_version_conflicts_and_writes_nothing(long expected, int committedBefore)
    {
        for (var version = 0; version < committedBefore; version++)
        {
            await temporary.CommitAsync(Turn("ann", version));
        }

        var commit = Turn("ann", expected, text: "stale") with { DeadLetters = [Letters.Of("ann", "x")] };
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => temporary.CommitAsync(commit));

        Assert.Equal("ann", conflict.CustomerId);
        Assert.Equal(committedBefore, (await Customers.ReadAsync("ann", None))?.Version ?? 0);
        Assert.Equal(committedBefore, (await Customers.TranscriptAsync("ann", long.MaxValue, 10, None)).Count);
        Assert.Equal(committedBefore, (await Customers.TotalsAsync(None)).GetValueOrDefault("journey/sent"));
        Assert.Equal(0, await temporary.Store.DeadLetters.CountAsync(None));
    }

    [SkippableFact]
    public async Task A_version_that_does_not_rise_and_a_foreign_partition_are_refused_before_writing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => temporary.CommitAsync(Turn("ann", 1) with { Version = 1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => temporary.CommitAsync(Turn("ann", 0, partition: Partitions)));
        Assert.Null(await Customers.ReadAsync("ann", None));
    }

    [SkippableFact]
    public async Task The_due_come_the_longest_due_first_of_their_partition_and_only_before_the_moment()
    {
        var now = temporary.Clock.Now;
        var due = new[] { ("c", -3), ("a", -1), ("b", -2), ("exact", 0), ("later", 1) };
        await Task.WhenAll(due.Select(one => temporary.CommitAsync(Turn(one.Item1, 0, 1) with { DueAt = now.AddMinutes(one.Item2) })));
        await temporary.CommitAsync(Turn("elsewhere", 0, 2) with { DueAt = now.AddMinutes(-9) });
        await temporary.CommitAsync(Turn("never", 0, 1));

        Assert.Equal(["c", "b", "a"], await Customers.DueAsync(1, now, 10, None));
        Assert.Equal(["c", "b"], await Customers.DueAsync(1, now, 2, None));
        Assert.Equal(4, (await Customers.CountAsync(now, None)).Due);
    }

    [SkippableFact]
    public async Task A_due_time_that_is_moved_or_taken_away_moves_in_the_index()
    {
        var now = temporary.Clock.Now;
        await temporary.CommitAsync(Turn("ann", 0) with { DueAt = now.AddMinutes(-1) });
        await temporary.CommitAsync(Turn("bob", 0) with { DueAt = now.AddMinutes(-1) });
        await temporary.CommitAsync(Turn("ann", 1) with { DueAt = now.AddMinutes(1) });
        await temporary.CommitAsync(Turn("bob", 1));

        Assert.Empty(await Customers.DueAsync(0, now, 10, None));
        Assert.Equal(["ann"], await Customers.DueAsync(0, now.AddMinutes(2), 10, None));
    }

    [SkippableFact]
    public async Task Those_with_an_outbox_are_listed_in_pages_in_order_of_their_ids_until_it_is_empty()
    {
        foreach (var (id, outbox) in new[] { ("d", 1), ("b", 2), ("c", 0), ("a", 1) })
        {
            await temporary.CommitAsync(Turn(id, 0) with { Outbox = outbox });
        }

        Assert.Equal(["a", "b"], await Customers.WithOutboxAsync(0, "", 2, None));
        Assert.Equal(["d"], await Customers.WithOutboxAsync(0, "b", 2, None));
        Assert.Equal(3, (await Customers.CountAsync(temporary.Clock.Now, None)).Outbox);

        await temporary.CommitAsync(Turn("b", 1));
        Assert.Equal(["a", "d"], await Customers.WithOutboxAsync(0, "", 9, None));
    }

    [SkippableFact]
    public async Task The_forgotten_are_not_listed_and_not_counted()
    {
        await temporary.CommitAsync(Turn("ann", 0));
        await temporary.CommitAsync(Turn("bob", 0));
        await temporary.CommitAsync(Turn("ann", 1) with { Forgotten = true });

        Assert.Equal(["bob"], await Customers.ListAsync(0, "", 10, None));
        Assert.Equal(1, (await Customers.CountAsync(temporary.Clock.Now, None)).Customers);
    }

    [SkippableFact]
    public async Task An_erasure_leaves_neither_transcript_journal_dead_letter_nor_properties_and_touches_nobody_else()
    {
        foreach (var id in new[] { "ann", "bob" })
        {
            await temporary.AppendAsync(0, Event($"1-{id}", id), Event($"2-{id}", id));
            await temporary.CommitAsync(Turn(id, 0) with
            {
                Journal = [new JournalRow(1, temporary.Clock.Now, -1, "input of " + id)],
                DeadLetters = [Letters.Of(id, "secret of " + id)],
            });
        }

        await temporary.CommitAsync(Turn("ann", 1, text: "gone") with { Forgotten = true, Erase = true });

        Assert.Equal(["entry-2"], (await Customers.TranscriptAsync("ann", 99, 9, None)).Select(Encoding.UTF8.GetString));
        Assert.Single(await Customers.TranscriptAsync("bob", 99, 9, None));
        Assert.Equal("bob", Assert.Single(await temporary.Store.DeadLetters.ListAsync(0, 9, None)).CustomerId);
        Assert.All(await temporary.ReadAsync(0), record => Assert.Equal(
            record.CustomerId == "ann" ? "{}" : """{"cartId":"c1"}""", Encoding.UTF8.GetString(record.Properties)));
    }

    [SkippableFact]
    public async Task Lives_are_read_page_by_page_with_their_journals_in_order()
    {
        await temporary.CommitAsync(Turn("bob", 0) with { Journal = [new JournalRow(1, temporary.Clock.Now, -1, "b1")] });
        await temporary.CommitAsync(Turn("ann", 0, text: "ann's"));
        await temporary.CommitAsync(Turn("bob", 1, text: "bob's") with { Journal = [new JournalRow(2, temporary.Clock.Now, 7, "b2")] });
        await temporary.CommitAsync(Turn("carl", 0));
        await temporary.CommitAsync(Turn("else", 0, partition: 1));

        var page = await Customers.LivesAsync(0, "", 2, None);
        Assert.Equal(["ann ann's", "bob bob's"], page.Select(life => $"{life.CustomerId} {Encoding.UTF8.GetString(life.State)}"));
        Assert.Empty(page[0].Journal);
        Assert.Equal(
            [new JournalRow(1, temporary.Clock.Now, -1, "b1"), new JournalRow(2, temporary.Clock.Now, 7, "b2")], page[1].Journal);
        Assert.Equal(["carl"], (await Customers.LivesAsync(0, "bob", 2, None)).Select(life => life.CustomerId));
        Assert.Empty(await Customers.LivesAsync(0, "carl", 2, None));
    }

    [SkippableFact]
    public async Task Totals_are_exact_under_many_parallel_committers()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async customer =>
        {
            for (var version = 0; version < 20; version++)
            {
                await temporary.CommitAsync(Turn($"c{customer}", version, customer % Partitions) with
                {
                    Counts = [KeyValuePair.Create("a/x", 1L), KeyValuePair.Create("b/y", 2L)],
                });
            }
        }));

        Assert.Equal(
            [KeyValuePair.Create("a/x", 1000L), KeyValuePair.Create("b/y", 2000L)], await Customers.TotalsAsync(None));
        Assert.All(await Customers.ChainsAsync(None), chain => Assert.Equal("chain-20", chain.Value));
    }
}
