using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>A product of the shop.</summary>
internal sealed record Product(int Number, string Id, string Name, string Category, string Brand, decimal Price)
{
    private static readonly string[] Categories = ["shoes", "kitchen", "garden", "toys", "books", "lamps", "bags", "coffee"];
    private static readonly string[] Things = ["Classic", "Light", "Travel", "Family", "Studio", "Nordic", "Pocket", "Grand"];
    private static readonly string[] Brands = ["Alda", "Bruno", "Cassel", "Dunn", "Elsey"];

    /// <summary>The shop has as many products.</summary>
    public const int Count = 240;

    /// <summary>Pieces of one product that are put into a cart at once, at most.</summary>
    public const int InCartMax = 3;

    /// <summary>The category whose sale ends in the evening.</summary>
    public const string OnSale = "shoes";

    private static readonly Product[] All = [.. Enumerable.Range(0, Count).Select(Make)];

    private readonly ImmutableArray<Value> inCarts =
        [.. Enumerable.Range(1, InCartMax).Select(count => Map(("count", Value.Of(count)), ("name", Value.Of(Name)), ("price", Value.Of(Price)), ("productId", Value.Of(Id))))];

    /// <summary>The properties of an event in which its page was seen. The same object each time: most events are such ones.</summary>
    public Value Viewed { get; } = Map(
        ("brand", Value.Of(Brand)), ("category", Value.Of(Category)), ("name", Value.Of(Name)), ("price", Value.Of(Price)), ("productId", Value.Of(Id)));

    public static Product At(int number) => All[number];

    /// <summary>It as an item of a cart.</summary>
    /// <param name="count">Pieces, 1 to <see cref="InCartMax"/>.</param>
    public Value InCart(int count) => inCarts[count - 1];

    private static Product Make(int number)
    {
        var category = Categories[number % Categories.Length];
        var thing = Things[number / Categories.Length % Things.Length];
        var price = 4.90m + (number * 37 % 95) + (number % 10 == 0 ? 120m : 0m);
        return new(number, $"p-{number:D4}", $"{thing} {category}", category, Brands[number % Brands.Length], price);
    }

    private static Value Map(params ReadOnlySpan<(string Name, Value Value)> fields) => Value.Of(ValueMap.Of(fields));
}
