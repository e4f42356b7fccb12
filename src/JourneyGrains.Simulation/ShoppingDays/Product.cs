namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>A product of the shop.</summary>
internal sealed record Product(string Id, string Name, string Category, string Brand, decimal Price)
{
    private static readonly string[] Categories = ["shoes", "kitchen", "garden", "toys", "books", "lamps", "bags", "coffee"];
    private static readonly string[] Things = ["Classic", "Light", "Travel", "Family", "Studio", "Nordic", "Pocket", "Grand"];
    private static readonly string[] Brands = ["Alda", "Bruno", "Cassel", "Dunn", "Elsey"];

    /// <summary>The shop has as many products.</summary>
    public const int Count = 240;

    /// <summary>The category whose sale ends in the evening.</summary>
    public const string OnSale = "shoes";

    private static readonly Product[] All = [.. Enumerable.Range(0, Count).Select(Make)];

    public static Product At(int number) => All[number];

    private static Product Make(int number)
    {
        var category = Categories[number % Categories.Length];
        var thing = Things[number / Categories.Length % Things.Length];
        var price = 4.90m + (number * 37 % 95) + (number % 10 == 0 ? 120m : 0m);
        return new($"p-{number:D4}", $"{thing} {category}", category, Brands[number % Brands.Length], price);
    }
}
