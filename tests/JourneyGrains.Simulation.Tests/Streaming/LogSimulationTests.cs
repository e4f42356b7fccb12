using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Tests.Streaming;

public class LogSimulationTests
{
    private static readonly Variant Sample = new(Samples.Journeys.Definitions!, Samples.Journeys.Templates);
    private static readonly ShoppingDayOptions Small = new() { Customers = 300, Events = 3_000 };

    [Fact]
    public void A_recording_taken_front_to_back_comes_to_what_it_comes_to_in_memory()
    {
        var options = new SimulationOptions { Launches = [new("flash-sale", null, Day.At(21 * 60))] };
        var whole = Simulator.Run(Sample.Definitions, Sample.Templates, ShoppingDay.Generate(Small), options);
        var streamed = new LogSimulation([Sample], (_, _) => new SinkGroup(), options).Run(ShoppingDay.Generate(Small))[0];
        Assert.Equal(whole.Digest, streamed.Digest);
        Assert.Equal(whole.Totals, streamed.Totals);
        Assert.Equal(whole.Customers.Length, streamed.Customers);
    }

    [Fact]
    public void Customer_by_customer_it_comes_to_the_same()
    {
        var options = new SimulationOptions { Until = Day.At(1_500), Launches = [new("flash-sale", null, Day.At(21 * 60))] };
        var events = ShoppingDay.Generate(Small).ToList();
        var streamed = new LogSimulation([Sample], (_, _) => new SinkGroup(), options).Run(events)[0];
        var grouped = new LogSimulation([Sample], (_, _) => new SinkGroup(), options).RunByCustomer(shard => events
            .Where(recorded => Core.Values.StableHashing.Partition(recorded.Event.CustomerId, LogSimulation.Shards) == shard)
            .GroupBy(recorded => recorded.Event.CustomerId).Select(group => group.ToList()))[0];
        Assert.Equal(streamed.Digest, grouped.Digest);
        Assert.Equal(streamed.Totals, grouped.Totals);
    }

    [Fact]
    public void Two_variants_side_by_side_come_to_what_each_comes_to_alone()
    {
        var empty = new Variant(Core.DefinitionSet.Empty, null);
        var together = new LogSimulation([Sample, empty], (_, _) => new SinkGroup()).Run(ShoppingDay.Generate(Small));
        Assert.Equal(new LogSimulation([Sample], (_, _) => new SinkGroup()).Run(ShoppingDay.Generate(Small))[0].Digest, together[0].Digest);
        Assert.Equal(new LogSimulation([empty], (_, _) => new SinkGroup()).Run(ShoppingDay.Generate(Small))[0].Digest, together[1].Digest);
    }

    [Fact]
    public void A_customers_event_that_comes_before_its_time_ends_the_run_with_its_line()
    {
        var events = new Day().Reachable(5).Cart(10).Events;
        var error = Assert.Throws<OutOfOrderException>(
            () => new LogSimulation([Sample], (_, _) => new SinkGroup()).Run([events[2], events[0]]));
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public void A_sink_that_fails_ends_the_run_with_its_error_and_all_threads_end()
    {
        var error = Assert.Throws<IOException>(
            () => new LogSimulation([Sample], (_, _) => new FailingSink(), new() { Threads = 3 }).Run(ShoppingDay.Generate(Small)));
        Assert.Equal("disk full", error.Message);
    }

    [Fact]
    public void A_recording_in_any_order_is_sorted_by_way_of_files_as_in_memory()
    {
        var events = ShoppingDay.Generate(Small).Select((recorded, index) => recorded with { Line = index + 1 }).ToList();
        var shuffled = events.OrderBy(recorded => Core.Values.StableHashing.Number("7", recorded.Event.Id, $"{recorded.Line}")).ToList();
        using var sorted = new SortedRecording(shuffled, partMax: 700);
        var read = sorted.Read().ToList();
        Assert.Equal(events.OrderBy(one => one.Arrival).ThenBy(one => one.Line).Select(one => one.Line), read.Select(one => one.Line));
        var digest = new LogSimulation([Sample], (_, _) => new SinkGroup()).Run(read)[0].Digest;
        Assert.Equal(Simulator.Run(Sample.Definitions, Sample.Templates, events).Digest, digest);
    }

    private sealed class FailingSink : ISimulationSink
    {
        public void HandedOver(SimulatedMessage message) => throw new IOException("disk full");
    }
}
