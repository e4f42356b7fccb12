using System.Text;
using JourneyGrains.Storage.GroupCommit;
using JourneyGrains.Storage.Postgres;
using JourneyGrains.Storage.Tests.Contract;
using Npgsql;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresGroupCommitTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PostgresTemporaryStore temporary = new(server);

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [SkippableFact]
    public async Task A_conflict_fails_its_own_commit_and_none_of_its_neighbours()
    {
        await temporary.CommitAsync(Turn("taken", 0));
        var outcomes = await InOneBatch([.. Enumerable.Range(0, 20).Select(index => Turn(index == 7 ? "taken" : $"c{index}", 0))]);

        Assert.Equal(7, Assert.Single(Failed(outcomes)));
        Assert.IsType<StoreConflictException>(outcomes[7]);
        Assert.Equal(20, (await temporary.Store.Customers.ChainsAsync(None)).Count);
    }

    [SkippableFact]
    public async Task Customers_known_and_new_keep_the_rows_that_are_theirs_beside_conflicts_of_both()
    {
        await Task.WhenAll(temporary.CommitAsync(Turn("b", 0)), temporary.CommitAsync(Turn("d", 0)), temporary.CommitAsync(Turn("f", 0)));
        var outcomes = await InOneBatch([Told("f", 1, 3), Told("a", 0, 2), Told("b", 1, 1), Told("c", 0, 4), Told("d", 7, 1), Told("b", 0, 1), Told("g", 0, 0)]);

        // The second commit of b is of a customer who was taken for new.
        Assert.Equal([4, 5], Failed(outcomes));
        Assert.All(new[] { outcomes[4], outcomes[5] }, outcome => Assert.IsType<StoreConflictException>(outcome));
        Assert.Equal(["a 1.1", "a 1.2"], await RowsOf("a"));
        Assert.Equal(["entry-1", "b 2.1"], await RowsOf("b"));
        Assert.Equal(["c 1.1", "c 1.2", "c 1.3", "c 1.4"], await RowsOf("c"));
        Assert.Equal(["entry-1"], await RowsOf("d"));
        Assert.Equal(["entry-1", "f 2.1", "f 2.2", "f 2.3"], await RowsOf("f"));
        Assert.Empty(await RowsOf("g"));
        var lives = await temporary.Store.Customers.LivesAsync(0, "", 99, None);
        Assert.Equal(["a 1", "b 2", "c 1", "f 2", "g 1"], lives.SelectMany(life => life.Journal, (life, row) => row.Input).Order(StringComparer.Ordinal));
        Assert.All(lives, life => Assert.All(life.Journal, row => Assert.StartsWith(life.CustomerId, row.Input, StringComparison.Ordinal)));
        Assert.Equal(8, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
    }

    [SkippableFact]
    public async Task An_erasure_by_a_stale_version_erases_nothing()
    {
        await temporary.CommitAsync(Told("a", 0, 2));
        var outcomes = await InOneBatch([Turn("b", 0), Turn("a", 3) with { Erase = true, Forgotten = true, Transcript = [] }]);

        Assert.Equal([1], Failed(outcomes));
        Assert.IsType<StoreConflictException>(outcomes[1]);
        Assert.Equal(["a 1.1", "a 1.2"], await RowsOf("a"));
        Assert.Equal(["a", "b"], await temporary.Store.Customers.ListAsync(0, "", 9, None));
    }

    [SkippableFact]
    public async Task Bad_data_half_way_through_a_commit_leaves_nothing_of_it_and_none_of_its_neighbours_fails()
    {
        var twice = Turn("bad", 0);
        twice = twice with { Transcript = [twice.Transcript[0], twice.Transcript[0]], DeadLetters = [Letters.Of("bad", "x")] };
        var outcomes = await InOneBatch([Turn("a", 0), twice, Turn("b", 0), Turn("a", 7), Turn("zero\0", 0), Turn("half\ud800", 0)]);

        Assert.Equal([1, 3, 4, 5], Failed(outcomes));
        Assert.IsType<PostgresException>(outcomes[1]);
        Assert.IsType<StoreConflictException>(outcomes[3]);
        Assert.Null(await temporary.Store.Customers.ReadAsync("bad", None));
        Assert.Empty(await temporary.Store.Customers.TranscriptAsync("bad", 99, 9, None));
        Assert.Equal(0, await temporary.Store.DeadLetters.CountAsync(None));
        Assert.Equal(2, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
        Assert.Equal(["a", "b"], await temporary.Store.Customers.ListAsync(0, "", 9, None));
    }

    [SkippableFact]
    public async Task Commits_of_one_customer_that_gather_are_made_in_their_order()
    {
        var outcomes = await InOneBatch([Turn("a", 0), Turn("b", 0), Turn("a", 1), Turn("a", 2), Turn("b", 1)]);
        Assert.Empty(Failed(outcomes));
        Assert.Equal(3, (await temporary.Store.Customers.ReadAsync("a", None))!.Version);
        Assert.Equal(2, (await temporary.Store.Customers.ReadAsync("b", None))!.Version);
    }

    [SkippableFact]
    public async Task Connections_that_are_cut_fail_one_batch_at_most_and_the_next_goes_on()
    {
        await temporary.CommitAsync(Turn("before", 0));
        await temporary.RunAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'");
        var cut = await InOneBatch([Turn("a", 0), Turn("b", 0)]);
        Assert.Empty(Failed(await InOneBatch([Turn("a", Failed(cut).Count == 0 ? 1 : 0), Turn("c", 0)])));
        Assert.Equal(Failed(cut).Count == 0 ? 5 : 3, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
    }

    [SkippableFact]
    public async Task Closing_ends_what_was_begun_and_refuses_what_comes_after()
    {
        var begun = Enumerable.Range(0, 500).Select(index => temporary.CommitAsync(Turn($"c{index}", 0, index % Partitions))).ToArray();
        await temporary.Storage.DisposeAsync();
        await Task.WhenAll(begun);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => temporary.CommitAsync(Turn("late", 0)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => temporary.Store.Customers.ReadAsync("c1", None));

        await temporary.ReopenAsync();
        Assert.Equal(500, (await temporary.Store.Customers.ChainsAsync(None)).Count);
    }

    [SkippableFact]
    public async Task Events_that_come_while_an_erasure_looks_for_them_are_emptied_too()
    {
        await temporary.AppendAsync(0, Event("1"), Event("2", "bob"));
        await temporary.AppendAsync(1, Event("3"));
        await temporary.Storage.Writer(0).RunAsync(new CommitTurns(Turn("ann", 0) with { Forgotten = true, Erase = true }, [], -1), None);

        Assert.Equal(["{}", """{"cartId":"c1"}"""], (await temporary.ReadAsync(0)).Select(record => Encoding.UTF8.GetString(record.Properties)));
    }

    [SkippableFact]
    public async Task An_event_whose_text_cannot_be_stored_is_a_dead_letter_and_its_neighbours_are_appended()
    {
        Assert.Equal(1, (await temporary.AppendAsync(0, Event("a"), Event("b\0"), Event("c", "half\ud800"))).Head + 1);
        var letters = await temporary.Store.DeadLetters.ListAsync(0, 9, None);
        Assert.Equal(["event.text", "event.text"], letters.Select(letter => letter.Code));
        Assert.Equal("a", Assert.Single(await temporary.ReadAsync(0)).Id);
    }

    /// <summary>Holds the writer of partition 0 until all are queued, so that one transaction takes them.</summary>
    private async Task<Exception?[]> InOneBatch(CustomerCommit[] commits)
    {
        using var gate = new ManualResetEventSlim();
        var hold = new Hold(gate);
        var held = temporary.Storage.Writer(0).RunAsync(hold, None);
        await hold.Entered;
        var tasks = commits.Select(async commit => await temporary.CommitAsync(commit)).ToArray();
        gate.Set();
        await Record.ExceptionAsync(() => held);
        return await Task.WhenAll(tasks.Select(task => Record.ExceptionAsync(() => task)));
    }

    /// <summary>A turn with so many transcript entries, and an input for the journal.</summary>
    private static CustomerCommit Told(string customer, long expected, int entries) => Turn(customer, expected) with
    {
        Transcript =
        [
            .. Enumerable.Range(1, entries).Select(entry =>
                new TranscriptRow((expected * 10) + entry, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes($"{customer} {expected + 1}.{entry}"))),
        ],
        Journal = [new JournalRow(expected + 1, DateTimeOffset.UnixEpoch, -1, $"{customer} {expected + 1}")],
    };

    private async Task<string[]> RowsOf(string customer) =>
        [.. (await temporary.Store.Customers.TranscriptAsync(customer, 99, 99, None)).Reverse().Select(Encoding.UTF8.GetString)];

    private static List<int> Failed(Exception?[] outcomes) =>
        [.. outcomes.Index().Where(outcome => outcome.Item is not null).Select(outcome => outcome.Index)];

    private sealed class Hold(ManualResetEventSlim gate) : Write<CustomerTransaction, bool>
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => entered.Task;

        protected override bool Run(CustomerTransaction session)
        {
            entered.SetResult();
            return gate.Wait(TimeSpan.FromSeconds(30));
        }
    }
}
