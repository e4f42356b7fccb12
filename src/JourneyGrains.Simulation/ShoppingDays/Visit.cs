using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>One visit to the shop: looking around, perhaps a cart, perhaps an order.</summary>
internal static class Visit
{
    private const int Minute = 60_000;

    public static void Make(Shopper shopper, int at)
    {
        var chance = shopper.Chance;
        for (var views = chance.Between(1, 4); views > 0; views--)
        {
            View(shopper, at);
            at += chance.Between(15_000, 3 * Minute);
        }

        if (chance.Holds(34))
        {
            FillCart(shopper, at);
        }
    }

    public static void View(Shopper shopper, int at)
    {
        var product = Product.At(shopper.Chance.Below(Product.Count));
        shopper.Viewed.Add((product, at));
        shopper.Happens(at, EventTypes.ProductViewed, product.Viewed);
    }

    private static void FillCart(Shopper shopper, int at)
    {
        var chance = shopper.Chance;
        var cart = new Cart(shopper.NextCart());
        for (var steps = chance.Between(1, 3); steps > 0; steps--)
        {
            cart.Add(shopper.Viewed[chance.Below(shopper.Viewed.Count)].Product, chance.Pick(1, 1, 1, 2, 3));
            cart.Tell(shopper, at);
            at += chance.Between(30_000, 9 * Minute);
        }

        switch (chance.Below(100))
        {
            case < 36: Buy(shopper, cart, at + chance.Between(2 * Minute, 30 * Minute)); break;
            case < 52: Buy(shopper, cart, at + chance.Between(55 * Minute, 240 * Minute)); break;
            case < 57: cart.Empty(shopper, at); break;
            case < 66: Checkout(shopper, cart, at); break;
        }
    }

    private static void Buy(Shopper shopper, Cart cart, int at)
    {
        Checkout(shopper, cart, at - shopper.Chance.Between(30_000, 2 * Minute));
        Order.Place(shopper, at, cart);
    }

    private static void Checkout(Shopper shopper, Cart cart, int at) =>
        shopper.Happens(
            at, EventTypes.CheckoutStarted, ("cartId", Value.Of(cart.Id)), ("currency", Value.Of("EUR")), ("value", Value.Of(cart.Value)));
}

/// <summary>A cart as it grows.</summary>
internal sealed class Cart(string id)
{
    private readonly Value url = Core.Values.Value.Of($"https://shop.example/cart/{id}");
    private ImmutableArray<Value> items = [];

    public string Id { get; } = id;

    /// <summary>Of all that is in it.</summary>
    public decimal Value { get; private set; }

    public Value Items => Core.Values.Value.Of(items);

    public void Add(Product product, int count)
    {
        items = items.Add(product.InCart(count));
        Value += product.Price * count;
    }

    public void Tell(Shopper shopper, int at) => shopper.Happens(
        at, EventTypes.CartUpdated,
        ("cartId", Core.Values.Value.Of(Id)), ("currency", Core.Values.Value.Of("EUR")), ("items", Items),
        ("url", url), ("value", Core.Values.Value.Of(Value)));

    public void Empty(Shopper shopper, int at)
    {
        (items, Value) = ([], 0);
        Tell(shopper, at);
    }
}
