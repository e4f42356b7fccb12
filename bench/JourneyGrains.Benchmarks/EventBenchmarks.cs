using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Benchmarks;

/// <summary>An event on its way into the log, and a transcript entry on its way into the chain.</summary>
public class EventBenchmarks
{
    private static readonly DateTimeOffset Arrival = Samples.Start.AddHours(2);

    private readonly CustomerEvent order = Samples.Order("o-1", "k-1", Samples.Start);
    private byte[] json = null!;
    private TranscriptEntry entry = null!;

    [GlobalSetup]
    public void Setup()
    {
        json = EventJson.Write(order);
        entry = Customer.Take(Samples.Known(5), new EventInput(order), Arrival, Samples.Definitions).Entry!;
    }

    [Benchmark(Description = "read an event from JSON")]
    public CheckedEvent Read() => EventJson.Read(json, out _);

    [Benchmark(Description = "check an event")]
    public CheckedEvent Check() => EventChecks.Check(order, Arrival, null);

    [Benchmark(Description = "write an event")]
    public byte[] Write() => EventJson.Write(order);

    [Benchmark(Description = "chain a transcript entry")]
    public string Chain() => CoreJson.Chain("", entry);
}
