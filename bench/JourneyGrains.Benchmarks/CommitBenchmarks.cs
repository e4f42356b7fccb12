using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Storage;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Benchmarks;

/// <summary>A group commit on SQLite, durable at its end: a state and a transcript entry of each customer.</summary>
public class CommitBenchmarks
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"journeygrains-bench-{Environment.ProcessId}");
    private SqliteStorage storage = null!;
    private byte[] state = null!;
    private byte[] entry = null!;
    private long version;

    [Params(1, 100, 500)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        storage = SqliteStorage.Open(new() { Path = Path.Combine(folder, $"{Customers}.db") }, TimeProvider.System);
        var turn = Customer.Take(Samples.Known(4), new EventInput(Samples.Cart("k-1", Samples.Start.AddHours(1))), Samples.Start.AddHours(1), Samples.Definitions);
        (state, entry) = (StateEncoding.Write(turn.State), CoreJson.Write(turn.Entry!));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Description = "commit a batch of customers")]
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
