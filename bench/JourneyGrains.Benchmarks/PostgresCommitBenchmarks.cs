using BenchmarkDotNet.Attributes;
using JourneyGrains.Storage.Postgres;
using Npgsql;

namespace JourneyGrains.Benchmarks;

/// <summary>
/// A group commit on PostgreSQL, durable at its end: a state and a transcript entry of each customer. The server is named by the variable
/// <see cref="Variable"/>, with an account that may create a schema; the schema is dropped at the end.
/// </summary>
public class PostgresCommitBenchmarks
{
    public const string Variable = "JOURNEYGRAINS_BENCHMARK_POSTGRES";

    private readonly string schema = $"journeygrains_bench_{Environment.ProcessId}";
    private PostgresStorage storage = null!;
    private CommitBatch batch = null!;

    [Params(1, 100, 500)]
    public int Customers { get; set; }

    private static string ConnectionString => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"Set {Variable} to the connection string of a PostgreSQL server.");

    [GlobalSetup]
    public void Setup()
    {
        storage = PostgresStorage.Open(new() { ConnectionString = ConnectionString, Schema = schema }, TimeProvider.System);
        batch = new(storage.Customers, Customers);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        storage.Dispose();
        using var source = NpgsqlDataSource.Create(ConnectionString);
        using var command = source.CreateCommand($"DROP SCHEMA {schema} CASCADE");
        command.ExecuteNonQuery();
    }

    [Benchmark(Description = "commit a batch of customers, PostgreSQL")]
    public Task Commit() => batch.CommitAsync();
}
