using System.Text;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Tests.Contract;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>What a silo has appended itself need not be read from the database.</summary>
[Collection(PostgresTests.Name)]
public sealed class AppendedHereTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly byte[] None = [];
    private readonly PostgresTemporaryStore temporary = new(server);

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [SkippableFact]
    public async Task Events_appended_here_are_taken_from_memory_as_they_would_be_read_and_once()
    {
        await temporary.AppendAsync(0, Event("a"), Event("b"), Event("c"));
        var taken = temporary.Store.Log.TakeAppended(0, 0, 9)!;
        var read = await temporary.ReadAsync(0, after: 0);
        Assert.Equal(["b", "c"], taken.Select(record => record.Id));
        Assert.Equal(read.Select(Shown), taken.Select(Shown));
        Assert.Null(temporary.Store.Log.TakeAppended(0, 0, 9));
    }

    [SkippableFact]
    public async Task What_another_silo_appended_in_between_makes_all_of_it_be_read()
    {
        await using var other = temporary.Open();
        await temporary.AppendAsync(0, Event("a"));
        await other.Log.AppendAsync(0, new([Event("b")]), [], CancellationToken.None);
        await temporary.AppendAsync(0, Event("c"));
        Assert.Null(temporary.Store.Log.TakeAppended(0, -1, 9));
        Assert.Equal(["c"], temporary.Store.Log.TakeAppended(0, 1, 9)!.Select(record => record.Id));
    }

    [SkippableFact]
    public async Task Events_of_a_customer_who_is_forgotten_are_not_given_from_memory_any_more()
    {
        await temporary.CommitAsync(Turn("ann", 0));
        await temporary.AppendAsync(Turn("ann", 0).Partition, Event("a"));
        await temporary.CommitAsync(Turn("ann", 1, text: "gone") with { Forgotten = true, Erase = true });
        Assert.Null(temporary.Store.Log.TakeAppended(Turn("ann", 0).Partition, -1, 9));
    }

    private static (EventRecord Record, string Properties) Shown(EventRecord record) =>
        (record with { Properties = None }, Encoding.UTF8.GetString(record.Properties));
}
