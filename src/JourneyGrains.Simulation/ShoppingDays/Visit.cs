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
        shopper.Happens(
            at, EventTypes.ProductViewed,
            ("productId", Value.Of(product.Id)), ("name", Value.Of(product.Name)), ("category", Value.Of(product.Category)),
            ("brand", Value.Of(product.Brand)), ("price", Value.Of(product.Price)));
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
            at, EventTypes.CheckoutStarted, ("cartId", Value.Of(cart.Id)), ("value", Value.Of(cart.Value)), ("currency", Value.Of("EUR")));
}

/// <summary>A cart as it grows.</summary>
internal sealed class Cart(string id)
{
    private readonly List<(Product Product, int Count)> lines = [];

    public string Id { get; } = id;

    public decimal Value => lines.Sum(line => line.Product.Price * line.Count);

    public Value Items => Core.Values.Value.Of(lines.Select(Item).ToImmutableArray());

    public void Add(Product product, int count) => lines.Add((product, count));

    public void Tell(Shopper shopper, int at) => shopper.Happens(
        at, EventTypes.CartUpdated,
        ("cartId", Core.Values.Value.Of(Id)), ("value", Core.Values.Value.Of(Value)), ("currency", Core.Values.Value.Of("EUR")),
        ("items", Items),
        ("url", Core.Values.Value.Of($"https://shop.example/cart/{Id}")));

    public void Empty(Shopper shopper, int at)
    {
        lines.Clear();
        Tell(shopper, at);
    }

    private static Value Item((Product Product, int Count) line) => Core.Values.Value.Of(
        ValueMap.Of(
            ("count", Core.Values.Value.Of(line.Count)), ("name", Core.Values.Value.Of(line.Product.Name)),
            ("price", Core.Values.Value.Of(line.Product.Price)), ("productId", Core.Values.Value.Of(line.Product.Id))));
}
