using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>What orders and refunds change of the sums, in whatever order they arrive. An order id counts once.</summary>
internal static class PurchaseRules
{
    public static void Place(TurnBuilder turn, CustomerEvent input)
    {
        var id = input["orderId"].AsText();
        var given = input["total"].AsNumber();
        var total = Math.Max(0, given);
        var purchases = turn.State.Purchases;
        var known = Find(purchases, id);
        if (known is { Placed: true })
        {
            turn.Tell(LineKind.Fact, $"Order {id} is known already: it is not counted again.");
            return;
        }

        // Its refund came first and was taken off then; how much of it the order bears is known only now.
        var whole = known is { RefundedWhole: true };
        var refunded = whole ? total : Math.Min(known?.Refunded ?? 0, total);
        var order = new Order(id, total, refunded, true, whole);
        turn.Set.Purchases = Keep(purchases, known, order) with
        {
            Orders = purchases.Orders + 1,
            Spend = purchases.Spend + total + (known?.Refunded ?? 0) - refunded,
            FirstOrderAt = purchases.FirstOrderAt < input.Time ? purchases.FirstOrderAt : input.Time,
            LastOrderAt = purchases.LastOrderAt > input.Time ? purchases.LastOrderAt : input.Time,
        };
        var counted = given < 0 ? " as one over 0, for none is over less" : "";
        turn.Tell(LineKind.Fact, $"Order {id} over {Value.Of(given)} counted{counted}: the customer's number {purchases.Orders + 1}.");
    }

    public static void Refund(TurnBuilder turn, CustomerEvent input)
    {
        var id = input["orderId"].AsText();
        var given = input["amount"].Kind == ValueKind.Number ? input["amount"].AsNumber() : (decimal?)null;
        var asked = given < 0 ? 0 : given;
        var purchases = turn.State.Purchases;
        var known = Find(purchases, id);
        var amount = known is { Placed: true } ? Math.Min(asked ?? decimal.MaxValue, known.Total - known.Refunded) : asked ?? 0;
        var order = known ?? new Order(id, 0, 0, false);
        var refunded = order with { Refunded = order.Refunded + amount, RefundedWhole = order.RefundedWhole || asked is null };
        turn.Set.Purchases = Keep(purchases, known, refunded) with
        {
            Refunds = purchases.Refunds + 1,
            Spend = purchases.Spend - amount,
        };
        if (given < 0)
        {
            turn.Tell(LineKind.Fact, $"Refund of {Value.Of(given.Value)} for order {id} counted as one of 0: an amount is not negative.");
            return;
        }

        if (known is not { Placed: true })
        {
            turn.Tell(LineKind.Fact, $"Refund for order {id}, which has not arrived (or is too long ago).");
            return;
        }

        turn.Tell(LineKind.Fact, $"Refund of {Value.Of(amount)} for order {id}{(asked > amount ? ", which is all that was left of it" : "")}.");
    }

    private static Order? Find(Purchases purchases, string id)
    {
        foreach (var order in purchases.Known)
        {
            if (order.Id == id)
            {
                return order;
            }
        }

        return null;
    }

    private static Purchases Keep(Purchases purchases, Order? known, Order order) => purchases with
    {
        Known = known is null ? purchases.Known.Add(order, CustomerLimits.OrdersMax) : purchases.Known.Replace(known, order),
    };
}
