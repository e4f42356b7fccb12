using System.Globalization;
using JourneyGrains.Storage.Postgres;
using JourneyGrains.Storage.Tests.Contract;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>A store in a schema of its own.</summary>
public sealed class PostgresTemporaryStore : TemporaryStore
{
    private static int schemas;
    private readonly PostgresServer server;
    private readonly string schema = NewSchema();

    /// <summary>Skips the test where there is no server.</summary>
    public PostgresTemporaryStore(PostgresServer server)
    {
        Skip.If(server.Missing is not null, server.Missing);
        this.server = server;
        Storage = Open();
    }

    public PostgresStorage Storage { get; private set; }

    public override OpenStore Store => Whole(Storage);

    /// <summary>A store as another silo has it.</summary>
    public PostgresStorage Open(TimeProvider? clock = null, int partitions = Partitions) => Open(schema, partitions, clock ?? Clock);

    public override async Task ReopenAsync()
    {
        await Storage.DisposeAsync();
        Storage = Open();
    }

    /// <summary>What is committed is all that another process sees.</summary>
    public override OpenStore OpenAfterKill() => Whole(Open());

    public override OpenStore OpenAnother(int partitions, TimeProvider clock) => Whole(Open(NewSchema(), partitions, clock));

    public override ValueTask DisposeAsync() => Storage.DisposeAsync();

    /// <summary>An empty store as an earlier version of the schema has it, in place of the one that is open.</summary>
    public async Task BeginAnewAsync(int version)
    {
        await Storage.DisposeAsync();
        await RunAsync($"DROP SCHEMA {schema} CASCADE");
        await using var source = Options(schema, Partitions).Connect();
        PostgresSchema.Prepare(source, schema, Partitions, version);
    }

    /// <summary>Runs a statement in the store's schema.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var source = Options(schema, Partitions).Connect();
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static string NewSchema() => string.Create(CultureInfo.InvariantCulture, $"store_{Interlocked.Increment(ref schemas)}");

    private static OpenStore Whole(PostgresStorage store) => new(store.Customers, store.Log, store.DeadLetters, store.Documents, store);

    private PostgresStorage Open(string name, int partitions, TimeProvider clock) => PostgresStorage.Open(Options(name, partitions), clock);

    private PostgresStorageOptions Options(string name, int partitions) =>
        new() { ConnectionString = server.ConnectionString, Schema = name, Partitions = partitions };
}
