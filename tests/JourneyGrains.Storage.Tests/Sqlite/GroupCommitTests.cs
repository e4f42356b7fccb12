using System.Text;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.GroupCommit;
using JourneyGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SqliteTemporaryStore temporary = new();

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public async Task A_conflict_fails_its_own_commit_and_none_of_its_neighbours()
    {
        await temporary.CommitAsync(Turn("taken", 0));
        var outcomes = await InOneBatch(
            [.. Enumerable.Range(0, 20).Select(index => Turn(index == 7 ? "taken" : $"c{index}", 0))]);

        Assert.Equal(7, Assert.Single(Failed(outcomes)));
        Assert.IsType<StoreConflictException>(outcomes[7]);
        Assert.Equal(20, (await temporary.Store.Customers.ChainsAsync(None)).Count);
    }

    [Fact]
    public async Task Bad_data_half_way_through_a_commit_leaves_nothing_of_it_and_none_of_its_neighbours_fails()
    {
        var twice = Turn("bad", 0);
        twice = twice with { Transcript = [twice.Transcript[0], twice.Transcript[0]], DeadLetters = [Contract.Letters.Of("bad", "x")] };
        var outcomes = await InOneBatch([Turn("a", 0), twice, Turn("b", 0), Turn("a", 7)]);

        Assert.Equal([1, 3], Failed(outcomes));
        Assert.IsType<SqliteException>(outcomes[1]);
        Assert.IsType<StoreConflictException>(outcomes[3]);
        Assert.Null(await temporary.Store.Customers.ReadAsync("bad", None));
        Assert.Empty(await temporary.Store.Customers.TranscriptAsync("bad", 99, 9, None));
        Assert.Equal(2, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
        Assert.Equal(["a", "b"], await temporary.Store.Customers.ListAsync(0, "", 9, None));
    }

    [Fact]
    public async Task Commits_of_one_customer_in_one_batch_see_each_other()
    {
        var outcomes = await InOneBatch([Turn("a", 0), Turn("a", 1), Turn("a", 2)]);
        Assert.Empty(Failed(outcomes));
        Assert.Equal(3, (await temporary.Store.Customers.ReadAsync("a", None))!.Version);
    }

    [Fact]
    public async Task A_full_disk_fails_the_whole_batch_applies_nothing_and_is_recovered_from()
    {
        await temporary.CommitAsync(Turn("before", 0));
        await temporary.Embedded.Writer.RunAsync(new LimitPages(1), None);
        var large = new byte[4 << 20];

        var outcomes = await InOneBatch([Turn("a", 0), Turn("large", 0) with { State = large }, Turn("b", 0)]);
        Assert.Equal(3, Failed(outcomes).Count);
        Assert.All(outcomes, error => Assert.Equal(StoreProblems.Full, Assert.IsType<StoreUnavailableException>(error).Code));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => temporary.AppendAsync(0, Enumerable.Range(0, 5000).Select(i => Event($"{i}")).ToArray()));
        Assert.Equal(-1, (await temporary.Store.Log.PositionAsync(0, "router", None)).Head);
        Assert.Equal(["before"], await temporary.Store.Customers.ListAsync(0, "", 9, None));
        Assert.Equal(1, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);

        await temporary.Embedded.Writer.RunAsync(new LimitPages(1_000_000), None);
        Assert.Empty(Failed(await InOneBatch([Turn("a", 0), Turn("large", 0) with { State = large }, Turn("b", 0)])));
        Assert.Equal(0, (await temporary.AppendAsync(0, Event("e"))).Head);
        Assert.Equal(4, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
    }

    [Theory]
    [InlineData(8, StoreProblems.ReadOnly)]
    [InlineData(10, StoreProblems.Failed)]
    [InlineData(13, StoreProblems.Full)]
    public void A_file_that_cannot_be_written_is_told_by_what_is_wrong(int code, string problem) =>
        Assert.Equal(problem, Assert.IsType<StoreUnavailableException>(StoreFailure.Told(new SqliteException("it failed", code))).Code);

    [Fact]
    public async Task What_is_acknowledged_survives_a_kill()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(index => temporary.CommitAsync(Turn($"c{index}", 0, index % Partitions))));
        await temporary.AppendAsync(3, Event("e1"), Event("e2"));
        await temporary.Store.Log.SetConsumedAsync(3, "router", 1, None);
        await temporary.CommitAsync(Turn("next", 0));

        await using var killed = temporary.OpenAfterKill();
        Assert.Equal(201, (await killed.Customers.ChainsAsync(None)).Count);
        Assert.Equal(201, (await killed.Customers.TotalsAsync(None))["journey/sent"]);
        Assert.Equal(["e1", "e2"], (await killed.Log.ReadAsync(3, -1, 9, None)).Select(record => record.Id));
        Assert.Equal(new LogPosition(1, 1), await killed.Log.PositionAsync(3, "router", None));
    }

    [Fact]
    public async Task Closing_ends_what_was_begun_and_refuses_what_comes_after()
    {
        var begun = Enumerable.Range(0, 500).Select(index => temporary.CommitAsync(Turn($"c{index}", 0))).ToArray();
        await temporary.Store.DisposeAsync();
        await Task.WhenAll(begun);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => temporary.CommitAsync(Turn("late", 0)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => temporary.Store.Customers.ReadAsync("c1", None));

        await temporary.ReopenAsync();
        Assert.Equal(500, (await temporary.Store.Customers.ChainsAsync(None)).Count);
    }

    [Fact]
    public async Task Each_commit_is_synced_to_the_disk()
    {
        var settings = new ReadSettings();
        Assert.Equal((2L, "wal"), await temporary.Embedded.Writer.RunAsync(settings, None));
    }

    /// <summary>Holds the writer until all are queued, so that one transaction takes them.</summary>
    private async Task<Exception?[]> InOneBatch(CustomerCommit[] commits)
    {
        using var gate = new ManualResetEventSlim();
        var hold = new Hold(gate);
        var held = temporary.Embedded.Writer.RunAsync(hold, None);
        await hold.Entered;
        var tasks = commits.Select(temporary.CommitAsync).ToArray();
        gate.Set();
        await held;
        return await Task.WhenAll(tasks.Select(task => Record.ExceptionAsync(() => task)));
    }

    private static List<int> Failed(Exception?[] outcomes) =>
        [.. outcomes.Index().Where(outcome => outcome.Item is not null).Select(outcome => outcome.Index)];

    private sealed class Hold(ManualResetEventSlim gate) : Write<WriteSession, bool>
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => entered.Task;

        protected override bool Run(WriteSession session)
        {
            entered.SetResult();
            return gate.Wait(TimeSpan.FromSeconds(30));
        }
    }

    private sealed class LimitPages(int most) : Write<WriteSession, bool>
    {
        protected override bool Run(WriteSession session)
        {
            session.Connection.Number($"PRAGMA max_page_count = {most}");
            return true;
        }
    }

    private sealed class ReadSettings : Write<WriteSession, (long Synchronous, string Journal)>
    {
        protected override (long Synchronous, string Journal) Run(WriteSession session)
        {
            using var journal = new Statement(session.Connection, "PRAGMA journal_mode");
            return (session.Connection.Number("PRAGMA synchronous"), journal.Step() ? journal.Text(0) : "");
        }
    }
}
