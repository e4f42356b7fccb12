using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Storage;
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
    private byte[] state = null!;
    private byte[] entry = null!;
    private long version;

    [Params(1, 100, 500)]
    public int Customers { get; set; }

    private static string ConnectionString => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"Set {Variable} to the connection string of a PostgreSQL server.");

    [GlobalSetup]
    public void Setup()
    {
        storage = PostgresStorage.Open(new() { ConnectionString = ConnectionString, Schema = schema }, TimeProvider.System);
        var turn = Customer.Take(Samples.Known(4), new EventInput(Samples.Cart("k-1", Samples.Start.AddHours(1))), Samples.Start.AddHours(1), Samples.Definitions);
        (state, entry) = (StateEncoding.Write(turn.State), CoreJson.Write(turn.Entry!));
        version = 0;
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
    public async Task Commit()
    {
        var before = version++;
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(customer => storage.Customers.CommitAsync(
            new(
                $"c-{customer}", customer % 16, before, version, state, Samples.Start.AddMinutes(version), 0, "chain", false,
                [new TranscriptRow(version, Samples.Start, entry)], [], [], []),
            CancellationToken.None)));
    }
}
