using System.Globalization;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>A day of the shop and how it is written in the ids of what happens on it; made once for all who come.</summary>
internal sealed class ShopDate(DateOnly date)
{
    private readonly ValueMap?[] sales = new ValueMap?[Product.Count];

    public DateOnly Date { get; } = date;

    /// <summary>In UTC.</summary>
    public DateTimeOffset Midnight { get; } = new(date, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>20251111.</summary>
    public string Digits { get; } = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>1111-: tells this day's carts and orders from those of the same customer's other days.</summary>
    public string Tag { get; } = date.ToString("MMdd", CultureInfo.InvariantCulture) + "-";

    /// <summary>The properties of the event that tells of the end of this evening's sale of a product. The same object each time.</summary>
    public Value SaleOf(Product product) => Value.Of(sales[product.Number] ??= ValueMap.Of(
        ("category", Value.Of(product.Category)), ("discount", Value.Of(50)), ("endsAt", Value.Of(Midnight.AddHours(23))),
        ("minimum", Value.Of(30)), ("name", Value.Of(product.Name)), ("productId", Value.Of(product.Id)),
        ("saleId", Value.Of($"shoes-{Date.Year}"))));
}
