using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>What the shop tells those who looked at a product: the end of a sale, a new price, the last pieces.</summary>
internal static class CatalogueNews
{
    private const int Minute = 60_000;
    private const int Hour = 60 * Minute;

    public static void Spread(Shopper shopper, ShopDate date)
    {
        var chance = shopper.Chance;
        if (shopper.Viewed.Find(static seen => seen.Product.Category == Product.OnSale && seen.At < 18 * Hour).Product is { } wanted)
        {
            SaleEnds(shopper, wanted, (18 * Hour) + chance.Between(0, 45 * Minute), date);
        }

        foreach (var (product, at) in shopper.Viewed)
        {
            if (chance.Holds(3))
            {
                PriceFalls(shopper, product, at + chance.Between(Hour, 5 * Hour));
            }
            else if (chance.Holds(2))
            {
                shopper.Happens(
                    at + chance.Between(Hour, 6 * Hour), EventTypes.StockChanged,
                    ("name", Value.Of(product.Name)), ("productId", Value.Of(product.Id)), ("stock", Value.Of(chance.Between(0, 5))));
            }
        }
    }

    private static void SaleEnds(Shopper shopper, Product wanted, int at, ShopDate date)
    {
        shopper.Happens(at, EventTypes.SaleExpiring, date.SaleOf(wanted));
        if (shopper.Chance.Holds(20))
        {
            var cart = new Cart(shopper.NextCart());
            cart.Add(wanted, 1);
            var bought = at + shopper.Chance.Between(10 * Minute, 180 * Minute);
            cart.Tell(shopper, bought - (5 * Minute));
            Order.Place(shopper, bought, cart);
        }
    }

    private static void PriceFalls(Shopper shopper, Product product, int at) => shopper.Happens(
        at, EventTypes.PriceChanged,
        ("currency", Value.Of("EUR")), ("name", Value.Of(product.Name)), ("oldPrice", Value.Of(product.Price)),
        ("price", Value.Of(decimal.Round(product.Price * 0.8m, 2))), ("productId", Value.Of(product.Id)));
}
