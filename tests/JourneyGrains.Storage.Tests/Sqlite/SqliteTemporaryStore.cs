using JourneyGrains.Storage.Sqlite;
using JourneyGrains.Storage.Tests.Contract;

namespace JourneyGrains.Storage.Tests.Sqlite;

/// <summary>An embedded store in a directory of its own.</summary>
public sealed class SqliteTemporaryStore : TemporaryStore
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("journeygrains-store-");
    private int others;

    public SqliteTemporaryStore()
    {
        Path = System.IO.Path.Combine(directory.FullName, "store.db");
        Embedded = Open();
    }

    public string Path { get; }

    public SqliteStorage Embedded { get; private set; }

    public override OpenStore Store => Whole(Embedded);

    public SqliteStorage Open(string? path = null, int partitions = Partitions) => Open(path ?? Path, partitions, Clock);

    public override async Task ReopenAsync()
    {
        await Embedded.DisposeAsync();
        Embedded = Open();
    }

    /// <summary>Copies the files as they stand, as a killed process leaves them, and opens the copy.</summary>
    public override OpenStore OpenAfterKill()
    {
        var copy = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(directory.FullName, "copy")).FullName, "store.db");
        File.Copy(Path, copy, overwrite: true);
        File.Copy(Path + "-wal", copy + "-wal", overwrite: true);
        return Whole(Open(copy));
    }

    public override OpenStore OpenAnother(int partitions, TimeProvider clock) =>
        Whole(Open(System.IO.Path.Combine(directory.FullName, $"other{++others}.db"), partitions, clock));

    public override async ValueTask DisposeAsync()
    {
        await Embedded.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private static SqliteStorage Open(string path, int partitions, TimeProvider clock) =>
        SqliteStorage.Open(new SqliteStorageOptions { Path = path, Partitions = partitions }, clock);

    private static OpenStore Whole(SqliteStorage store) => new(store.Customers, store.Log, store.DeadLetters, store.Documents, store);
}
