using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;

namespace JourneyGrains.Benchmarks;

/// <summary>States, as they are stored: of a new customer, of a usual one, and of one at the limits of what is remembered.</summary>
public class StateBenchmarks
{
    private CustomerState state = null!;
    private byte[] stored = null!;

    [Params(0, 10, 400)]
    public int Views { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        state = Samples.Known(Views);
        stored = StateEncoding.Write(state);
    }

    [Benchmark(Description = "write a state")]
    public byte[] Write() => StateEncoding.Write(state);

    [Benchmark(Description = "read a state")]
    public CustomerState Read() => StateEncoding.Read(stored);
}
