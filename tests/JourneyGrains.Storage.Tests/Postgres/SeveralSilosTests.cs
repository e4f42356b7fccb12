using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Tests.Contract;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>Two stores on one database are two silos.</summary>
[Collection(PostgresTests.Name)]
public sealed class SeveralSilosTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PostgresTemporaryStore temporary = new(server);

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [SkippableFact]
    public async Task Appends_of_two_silos_to_one_partition_have_offsets_without_gaps_and_arrivals_that_never_go_back()
    {
        await using var other = temporary.Open(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(index => index % 2 == 0
            ? temporary.AppendAsync(0, Event($"{index}"))
            : other.Log.AppendAsync(0, new([Event($"{index}")]), [], None)));

        var events = await temporary.ReadAsync(0);
        Assert.Equal(Enumerable.Range(0, 200).Select(index => (long)index), events.Select(record => record.Offset));
        Assert.Equal(events.Select(record => record.Arrival).Order(), events.Select(record => record.Arrival));
    }

    [SkippableFact]
    public async Task No_silo_appends_before_a_time_that_another_gave_out()
    {
        await using var other = temporary.Open(new StandingClock(temporary.Clock.Now.AddMinutes(-5)));
        var given = await temporary.Store.Log.TimeAsync(0, "router", None);
        await other.Log.AppendAsync(0, new([Event("late clock")]), [], None);
        Assert.Equal(given, Assert.Single(await temporary.ReadAsync(0)).Arrival);
    }

    [SkippableFact]
    public async Task A_silo_that_knows_where_a_partition_stands_appends_after_a_time_that_another_gave_out_since()
    {
        var ahead = new StandingClock(temporary.Clock.Now.AddMinutes(5));
        await using var other = temporary.Open(ahead);
        await temporary.AppendAsync(0, Event("a"));
        await other.Log.SetConsumedAsync(0, "router", 0, None);
        Assert.Equal(ahead.Now, await other.Log.TimeAsync(0, "router", None));

        await temporary.AppendAsync(0, Event("b"));
        Assert.Equal([temporary.Clock.Now, ahead.Now], (await temporary.ReadAsync(0)).Select(record => record.Arrival!.Value));
    }

    [SkippableFact]
    public async Task What_a_producer_sends_again_by_another_silo_is_known_there_and_at_the_first_one_after_it()
    {
        await using var other = temporary.Open();
        AppendRequest Numbers(int from, int to) => new([.. Enumerable.Range(from, to - from + 1).Select(number => Event($"{number}", sequence: number))], "shop");
        Assert.Equal(2, (await temporary.AppendAsync(0, Numbers(1, 2))).Appended);
        Assert.Equal(1, (await temporary.AppendAsync(0, Numbers(1, 3))).Appended);
        Assert.Equal(1, (await other.Log.AppendAsync(0, Numbers(2, 4), [], None)).Appended);
        Assert.Equal(2, (await temporary.AppendAsync(0, Numbers(3, 6))).Appended);
        Assert.Equal(2, (await other.Log.AppendAsync(0, Numbers(1, 8), [], None)).Appended);

        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"{number}"), (await temporary.ReadAsync(0)).Select(record => record.Id));
    }

    [SkippableFact]
    public async Task A_consumer_that_is_behind_by_what_another_silo_appended_gets_no_later_time()
    {
        await using var other = temporary.Open();
        var given = await temporary.Store.Log.TimeAsync(0, "router", None);
        await other.Log.AppendAsync(0, new([Event("a")]), [], None);
        temporary.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(given, await temporary.Store.Log.TimeAsync(0, "router", None));
    }

    [SkippableFact]
    public async Task Waiting_sees_what_another_silo_appends()
    {
        await using var other = temporary.Open();
        var waiting = temporary.Store.Log.WaitAsync(2, -1, TimeSpan.FromSeconds(30), None);
        await other.Log.AppendAsync(2, new([Event("a")]), [], None);
        Assert.True(await waiting);
    }

    [SkippableFact]
    public async Task A_silo_that_has_read_nothing_yet_learns_what_another_decided_before_it_takes_a_turn()
    {
        await using var other = temporary.Open();
        await temporary.AppendAsync(0, Event("a", arrival: temporary.Clock.Now.AddYears(-1)));
        await other.Log.LearnTimeAsync(None);
        Assert.True(other.Log.FollowsLog);
    }

    [SkippableFact]
    public async Task Both_learn_that_the_store_follows_its_log()
    {
        await using var other = temporary.Open();
        await temporary.AppendAsync(0, Event("a", arrival: temporary.Clock.Now.AddYears(-1)));
        await other.Log.PositionAsync(0, "router", None);
        Assert.True(other.Log.FollowsLog);
    }

    [SkippableFact]
    public async Task The_silo_whose_state_is_stale_gets_a_conflict()
    {
        await using var other = temporary.Open();
        await temporary.CommitAsync(Turn("ann", 0));
        var stale = Turn("ann", 0) with
        {
            DueAt = temporary.Clock.Now,
            Outbox = 1,
            Transcript = [new(9, temporary.Clock.Now, "stale"u8.ToArray())],
            Journal = [new(9, temporary.Clock.Now, 0, "stale")],
            DeadLetters = [Letters.Of("ann", "stale")],
        };
        await Assert.ThrowsAsync<StoreConflictException>(() => other.Customers.CommitAsync(stale, None));
        await Assert.ThrowsAsync<StoreConflictException>(() => other.Customers.CommitAsync(stale with { Erase = true }, None));
        await other.Customers.CommitAsync(Turn("ann", 1), None);

        Assert.Equal(2, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
        Assert.Equal(2, (await temporary.Store.Customers.TranscriptAsync("ann", long.MaxValue, 9, None)).Count);
        Assert.Empty(Assert.Single(await temporary.Store.Customers.LivesAsync(0, "", 9, None)).Journal);
        Assert.Equal(new(1, 0, 0), await temporary.Store.Customers.CountAsync(temporary.Clock.Now.AddDays(1), None));
        Assert.Equal(0, await temporary.Store.DeadLetters.CountAsync(None));
    }

    [SkippableFact]
    public async Task Two_silos_that_commit_the_same_customers_in_other_orders_neither_lock_each_other_nor_lose_one()
    {
        await using var other = temporary.Open();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).SelectMany(index => new[]
        {
            Record.ExceptionAsync(() => temporary.CommitAsync(Turn($"c{index}", 0))),
            Record.ExceptionAsync(() => other.Customers.CommitAsync(Turn($"c{299 - index}", 0), None)),
        }));

        Assert.Equal(300, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<StoreConflictException>(outcome));
        Assert.Equal(300, (await temporary.Store.Customers.TotalsAsync(None))["journey/sent"]);
    }

    [SkippableFact]
    public async Task Many_customers_that_are_read_at_once_each_get_their_own()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(index => temporary.CommitAsync(Turn($"c{index}", 0, text: $"state {index}"))));
        var read = await Task.WhenAll(Enumerable.Range(0, 400).Select(index => temporary.Store.Customers.ReadAsync($"c{index}", None)));
        Assert.All(read.Take(300).Index(), one => Assert.Equal($"state {one.Index}", System.Text.Encoding.UTF8.GetString(one.Item!.State)));
        Assert.All(read.Skip(300), Assert.Null);
    }
}
