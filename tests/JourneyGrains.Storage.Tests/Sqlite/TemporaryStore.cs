using System.Collections.Immutable;
using System.Text;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Storage.Tests.Sqlite;

/// <summary>A store in a directory of its own, with a clock that stands until it is moved.</summary>
public sealed class TemporaryStore : IAsyncDisposable
{
    public const int Partitions = 4;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("journeygrains-store-");

    public TemporaryStore()
    {
        Path = System.IO.Path.Combine(directory.FullName, "store.db");
        Store = Open();
    }

    public StandingClock Clock { get; } = new(Start);

    public string Path { get; }

    public SqliteStorage Store { get; private set; }

    public SqliteStorage Open(string? path = null, int partitions = Partitions) =>
        SqliteStorage.Open(new SqliteStorageOptions { Path = path ?? Path, Partitions = partitions }, Clock);

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    /// <summary>Copies the files as they stand, as a killed process leaves them, and opens the copy.</summary>
    public SqliteStorage OpenCopy()
    {
        var copy = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(directory.FullName, "copy")).FullName, "store.db");
        File.Copy(Path, copy, overwrite: true);
        File.Copy(Path + "-wal", copy + "-wal", overwrite: true);
        return Open(copy);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        directory.Delete(recursive: true);
    }

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
