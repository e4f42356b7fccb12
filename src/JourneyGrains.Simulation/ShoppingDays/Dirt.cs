using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>What real recordings hold beside good events: repeats, types nobody knows, events that must be refused.</summary>
internal static class Dirt
{
    private const int Minute = 60_000;

    /// <summary>Events of a day that must be refused.</summary>
    public const int BadEvents = 20;

    private static Value Page { get; } = Value.Of(new string('x', EventLimits.PropertiesBytesMax));

    private static Value Unpriced { get; } = With(("cartId", Value.Of("x")), ("value", Value.Of("a lot")));

    private static Value Doubtful { get; } =
        With(("channel", Value.Of("email")), ("purpose", Value.Of("marketing")), ("granted", Value.Of("yes")));

    public static void Scatter(Shopper shopper)
    {
        var chance = shopper.Chance;
        if (chance.Holds(8))
        {
            var type = chance.Pick("wishlist.updated", "review.written", "store.visited");
            shopper.Happens(DayShape.Moment(chance), type, ("note", Value.Of("of a type that no definition knows")));
        }

        for (var index = shopper.Events.Count - 1; index >= 0; index--)
        {
            if (chance.HoldsPerMille(5))
            {
                shopper.Repeats(index, chance.Between(1_000, 30 * Minute));
            }
        }
    }

    /// <summary>One bad event: each number another kind of bad.</summary>
    public static void Spoil(Shopper shopper, int number, DateOnly date)
    {
        var at = DayShape.Moment(shopper.Chance);
        var viewed = With(("productId", Value.Of("p-0001")));
        var good = new CustomerEvent($"bad-{date:yyyyMMdd}-{number}", shopper.Id, EventTypes.ProductViewed, shopper.Moment(at), viewed);
        shopper.Spoil(
            (number % 10) switch
            {
                0 => good with { Type = EventTypes.OrderPlaced, Properties = With(("total", Value.Of(10))) },
                1 => good with { Type = EventTypes.CartUpdated, Properties = With(("cartId", Value.Of("x"))) },
                2 => good with { Type = EventTypes.CartUpdated, Properties = Unpriced },
                3 => good with { Type = EventTypes.ConsentChanged, Properties = Doubtful },
                4 => good with { Time = DateTimeOffset.UnixEpoch },
                5 => good with { Time = shopper.Moment(at).AddDays(30) },
                6 => good with { Properties = With(("productId", Value.Of(new string('9', EventLimits.TextLengthMax + 1)))) },
                7 => good with { Properties = With(("productId", Value.Of("p-0001")), ("page", Page)) },
                8 => good with { Type = "Product Viewed" },
                _ => good with { Id = "" },
            },
            at + 1_000);
    }

    private static Value With(params ReadOnlySpan<(string Name, Value Value)> properties) => Value.Of(ValueMap.Of(properties));
}
