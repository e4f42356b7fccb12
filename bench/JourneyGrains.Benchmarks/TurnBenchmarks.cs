using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Benchmarks;

/// <summary>One turn under the sample journeys, of a customer with twenty events behind them.</summary>
public class TurnBenchmarks
{
    private static readonly DateTimeOffset Now = Samples.Start.AddHours(1);

    private CustomerState known = null!;
    private CustomerState waiting = null!;
    private EventInput view = null!;
    private EventInput cart = null!;
    private EventInput order = null!;

    [GlobalSetup]
    public void Setup()
    {
        known = Samples.Known(20);
        waiting = Samples.Taken(known, Samples.Cart("k-1", Now.AddMinutes(-10)));
        (view, cart) = (new(Samples.View(1_000, Now)), new(Samples.Cart("k-2", Now)));
        order = new(Samples.Order("o-1", "k-1", Now));
    }

    [Benchmark(Baseline = true, Description = "event with no rule")]
    public Turn View() => Customer.Take(known, view, Now, Samples.Definitions);

    [Benchmark(Description = "cart enters a journey")]
    public Turn Cart() => Customer.Take(known, cart, Now, Samples.Definitions);

    [Benchmark(Description = "timer sends a message")]
    public Turn? Timer() => Customer.CatchUp(waiting, Now.AddHours(1), Samples.Definitions);

    [Benchmark(Description = "order ends a run, earns points")]
    public Turn Order() => Customer.Take(waiting, order, Now, Samples.Definitions);

    [Benchmark(Description = "repeated event")]
    public Turn Repeated() => Customer.Take(known, new EventInput(Samples.Identified), Now, Samples.Definitions);
}
