using System.Text;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Storage.Tests.Contract;

/// <summary>A store of its own for a test, with a clock that stands until it is moved.</summary>
public abstract class TemporaryStore : IAsyncDisposable
{
    public const int Partitions = 4;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public StandingClock Clock { get; } = new(Start);

    public abstract OpenStore Store { get; }

    /// <summary>Closes the store and opens it again.</summary>
    public abstract Task ReopenAsync();

    /// <summary>What a process finds that comes after this one was killed now.</summary>
    public abstract OpenStore OpenAfterKill();

    /// <summary>An empty store beside this one.</summary>
    public abstract OpenStore OpenAnother(int partitions, TimeProvider clock);

    public abstract ValueTask DisposeAsync();

    public Task CommitAsync(CustomerCommit commit) => Store.Customers.CommitAsync(commit, CancellationToken.None);

    public Task<LogAppend> AppendAsync(int partition, params EventRecord[] events) => AppendAsync(partition, new AppendRequest(events));

    public Task<LogAppend> AppendAsync(int partition, AppendRequest request) =>
        Store.Log.AppendAsync(partition, request, [], CancellationToken.None);

    public Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after = -1) =>
        Store.Log.ReadAsync(partition, after, int.MaxValue, CancellationToken.None);

    /// <summary>A commit with one transcript entry and one count.</summary>
    public static CustomerCommit Turn(string customer, long expected, int partition = 0, string text = "state") => new(
        customer,
        partition,
        expected,
        expected + 1,
        Encoding.UTF8.GetBytes(text),
        null,
        0,
        $"chain-{expected + 1}",
        false,
        [new TranscriptRow(expected + 1, Start, Encoding.UTF8.GetBytes($"entry-{expected + 1}"))],
        [],
        [KeyValuePair.Create("journey/sent", 1L)],
        []);

    public static EventRecord Event(string id, string customer = "ann", long sequence = 0, DateTimeOffset? arrival = null) =>
        new(id, customer, "cart.updated", Start, Encoding.UTF8.GetBytes("""{"cartId":"c1"}"""), sequence, arrival);
}

/// <summary>An open store, whatever it is made of.</summary>
public sealed record OpenStore(
    ICustomerStore Customers, IEventLog Log, IDeadLetterStore DeadLetters, IDocumentStore Documents, IAsyncDisposable Owner) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Owner.DisposeAsync();
}
