using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>An order and its parcel. Express parcels are promised within the day, so that one sees what becomes of the late ones.</summary>
internal static class Order
{
    private const int Minute = 60_000;
    private const int Hour = 60 * Minute;

    public static void Place(Shopper shopper, int at, Cart cart)
    {
        var chance = shopper.Chance;
        var id = Value.Of(shopper.NextOrder());
        var express = chance.Holds(60);
        var promised = at + (express ? chance.Between(2 * Hour, 6 * Hour) : chance.Between(48 * Hour, 96 * Hour));
        shopper.Happens(
            at, EventTypes.OrderPlaced,
            ("cartId", Value.Of(cart.Id)), ("currency", Value.Of("EUR")), ("items", cart.Items), ("orderId", id),
            ("promisedAt", Value.Of(shopper.Moment(promised))), ("total", Value.Of(cart.Value)));
        if (express)
        {
            Ship(shopper, id, at, promised);
        }

        if (chance.Holds(6))
        {
            Refund(shopper, id, cart, at + chance.Between(Hour, 10 * Hour));
        }
    }

    private static void Ship(Shopper shopper, Value order, int at, int promised)
    {
        var chance = shopper.Chance;
        shopper.Happens(
            at + chance.Between(25 * Minute, 90 * Minute), EventTypes.ShipmentDispatched,
            ("carrier", Value.Of(chance.Pick("Swift", "Blue Arrow", "City Bikes"))), ("orderId", order),
            ("promisedAt", Value.Of(shopper.Moment(promised))), ("shipmentId", Parcel(order)));
        switch (chance.Below(100))
        {
            case < 52: Deliver(shopper, order, promised - chance.Between(5 * Minute, 80 * Minute)); break;
            case < 72: Deliver(shopper, order, promised + chance.Between(20 * Minute, 4 * Hour)); break;
            case < 86: Delay(shopper, order, promised); break;
            case < 96: Complain(shopper, order, promised); break;
        }
    }

    private static void Deliver(Shopper shopper, Value order, int at) =>
        shopper.Happens(at, EventTypes.ShipmentDelivered, ("orderId", order), ("shipmentId", Parcel(order)));

    /// <summary>The carrier says before the promised time that it will be late.</summary>
    private static void Delay(Shopper shopper, Value order, int promised)
    {
        var chance = shopper.Chance;
        var later = promised + chance.Between(Hour, 5 * Hour);
        shopper.Happens(
            promised - chance.Between(20 * Minute, 2 * Hour), EventTypes.ShipmentDelayed,
            ("orderId", order), ("promisedAt", Value.Of(shopper.Moment(later))),
            ("reason", Value.Of(chance.Pick("weather", "missed connection", "vehicle broke down"))), ("shipmentId", Parcel(order)));
        Deliver(shopper, order, later - chance.Between(0, 40 * Minute));
    }

    /// <summary>The customer asks for the parcel before it is late, and late it is.</summary>
    private static void Complain(Shopper shopper, Value order, int promised)
    {
        var chance = shopper.Chance;
        shopper.Happens(
            promised - chance.Between(5 * Minute, 60 * Minute), "complaint.opened",
            ("orderId", order), ("reason", Value.Of("Where is my parcel?")), ("ticketId", Value.Of($"t-{order.AsText()}")));
        Deliver(shopper, order, promised + chance.Between(20 * Minute, 3 * Hour));
    }

    private static void Refund(Shopper shopper, Value order, Cart cart, int at)
    {
        if (shopper.Chance.Holds(50))
        {
            shopper.Happens(at, EventTypes.OrderRefunded, ("orderId", order), ("reason", Value.Of("returned")));
        }
        else
        {
            var amount = Value.Of(decimal.Round(cart.Value / 3, 2));
            shopper.Happens(at, EventTypes.OrderRefunded, ("amount", amount), ("orderId", order), ("reason", Value.Of("damaged")));
        }
    }

    private static Value Parcel(Value order) => Value.Of($"s-{order.AsText()}");
}
