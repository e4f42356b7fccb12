using BenchmarkDotNet.Attributes;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Benchmarks;

/// <summary>A group commit on SQLite, durable at its end: a state and a transcript entry of each customer.</summary>
public class CommitBenchmarks
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"journeygrains-bench-{Environment.ProcessId}");
    private SqliteStorage storage = null!;
    private CommitBatch batch = null!;

    [Params(1, 100, 500)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        storage = SqliteStorage.Open(new() { Path = Path.Combine(folder, $"{Customers}.db") }, TimeProvider.System);
        batch = new(storage.Customers, Customers);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Description = "commit a batch of customers")]
    public Task Commit() => batch.CommitAsync();
}
