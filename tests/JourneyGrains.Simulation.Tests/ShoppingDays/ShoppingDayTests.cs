using System.Security.Cryptography;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Simulation.Tests.ShoppingDays;

public class ShoppingDayTests
{
    private static readonly List<RecordedEvent> Day = ShoppingDay.Generate(new()).ToList();
    private static readonly DateTimeOffset Midnight = new(2025, 11, 11, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "935137c7605265761e014c88eaa84e6c031e711a1369d1c38917ba0bdf576dfb")]
    [InlineData(2, "9e52ae87f805033a4fac0ae14103f221f7e71fac03a34f68a7e4dc2e2ca36048")]
    public void The_same_seed_gives_the_same_day_for_ever(long seed, string expected)
    {
        using var stream = new MemoryStream();
        foreach (var recorded in ShoppingDay.Generate(new() { Seed = seed, Customers = 200, Events = 2_000 }))
        {
            JsonLines.Write(stream, recorded);
        }

        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())));
    }

    [Fact]
    public void The_day_has_as_many_events_as_asked_in_order_of_arrival_within_the_day()
    {
        Assert.Equal(50_000, Day.Count);
        Assert.Equal(5_000, Day.Select(one => one.Event.CustomerId).Distinct().Count());
        Assert.Equal(Day.Select(one => one.Arrival).Order(), Day.Select(one => one.Arrival));
        Assert.All(Day, one => Assert.InRange(one.Arrival, Midnight, Midnight.AddDays(1).AddTicks(-1)));
        Assert.Equal(Enumerable.Range(1, Day.Count).Select(number => (long)number), Day.Select(one => one.Line));
    }

    [Fact]
    public void Twenty_events_are_refused_each_for_what_is_wrong_with_it()
    {
        var refused = Day.Select(one => EventChecks.Check(one.Event, one.Arrival).Refusal).OfType<Refusal>().ToList();
        Assert.Equal(20, refused.Count);
        Assert.Equal(
            [RefusalCodes.Id, RefusalCodes.Time, RefusalCodes.Type, RefusalCodes.Missing, RefusalCodes.TooLarge, RefusalCodes.Kind],
            refused.Select(one => one.Code).Distinct().OrderBy(code => code, StringComparer.Ordinal));
    }

    [Fact]
    public void Written_and_read_again_it_is_the_same_day()
    {
        using var stream = new MemoryStream();
        foreach (var recorded in Day)
        {
            JsonLines.Write(stream, recorded);
        }

        stream.Position = 0;
        var read = JsonLines.Read(stream, bad => Assert.Fail(bad.ToString())).ToList();
        Assert.Equal(Day.Select(one => (one.Line, one.Arrival, one.Event.Id)), read.Select(one => (one.Line, one.Arrival, one.Event.Id)));
    }

    [Fact]
    public void It_has_two_peaks_the_evening_being_the_higher()
    {
        var hours = Day.CountBy(one => one.Arrival.Hour).ToDictionary();
        Assert.True(hours[11] > hours[15] * 2, "no peak before noon");
        Assert.True(hours[20] > hours[11], "the evening is not the higher peak");
    }

    [Fact]
    public void It_holds_repeats_late_events_and_types_nobody_knows()
    {
        var repeats = Day.Count - Day.DistinctBy(one => (one.Event.CustomerId, one.Event.Id)).Count();
        Assert.InRange(repeats, 100, 400);
        Assert.InRange(Day.Count(one => one.Arrival - one.Event.Time > TimeSpan.FromMinutes(5)), 300, 2_000);
        Assert.InRange(Day.Count(one => EventTypes.Find(one.Event.Type) is null), 200, 1_000);
    }

    [Fact]
    public void Every_story_of_a_parcel_is_in_it()
    {
        var byOrder = Day.Where(one => one.Event["orderId"].Kind == ValueKind.Text).GroupBy(one => one.Event["orderId"].AsText()).ToList();
        var late = byOrder.Count(order => Time(order, EventTypes.ShipmentDelivered) > Promise(order));
        var inTime = byOrder.Count(order => Time(order, EventTypes.ShipmentDelivered) <= Promise(order));
        Assert.InRange(late, 50, 400);
        Assert.InRange(inTime, 100, 600);
        Assert.InRange(byOrder.Count(order => Time(order, EventTypes.ShipmentDelayed) < Promise(order)), 20, 200);
        Assert.InRange(byOrder.Count(order => Time(order, "complaint.opened") < Promise(order)), 20, 200);
        Assert.InRange(byOrder.Count(order => Time(order, EventTypes.OrderRefunded) is not null), 20, 200);
    }

    [Fact]
    public void Every_story_of_a_cart_is_in_it()
    {
        var result = Simulator.Run(Samples.Journeys.Definitions!, null, Day);
        var totals = result.Totals;
        Assert.InRange(totals["cart-recovery/HandedOver"], 500, 2_000);
        Assert.InRange(totals["cart-recovery/Withheld"], 50, 500);
        Assert.InRange(totals["cart-recovery/Exited"], 500, 2_000);
        Assert.InRange(totals["late-shipment/HandedOver"], 50, 500);
        Assert.InRange(totals["late-shipment/Exited"], 100, 1_000);
        Assert.InRange(totals["sale-expiring/HandedOver"], 100, 1_000);
        Assert.InRange(totals["sale-expiring/Exited"], 50, 500);
    }

    private static DateTimeOffset? Time(IEnumerable<RecordedEvent> order, string type) =>
        order.Where(one => one.Event.Type == type).Select(one => (DateTimeOffset?)one.Event.Time).FirstOrDefault();

    private static DateTimeOffset? Promise(IEnumerable<RecordedEvent> order) => order
        .Where(one => one.Event.Type == EventTypes.OrderPlaced && one.Event["promisedAt"].Kind == ValueKind.Time)
        .Select(one => (DateTimeOffset?)one.Event["promisedAt"].AsTime()).FirstOrDefault();
}
