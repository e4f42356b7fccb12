namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>What the generated day is to be like. The same options give the same day, byte for byte, for ever.</summary>
public sealed record ShoppingDayOptions
{
    public long Seed { get; init; } = 1;

    /// <summary>From 1 to 1,000,000.</summary>
    public int Customers { get; init; } = 5_000;

    /// <summary>Events in all. Fewer than the customers' stories need (some 8 for each): the stories count.</summary>
    public int Events { get; init; } = 50_000;

    /// <summary>The day, from midnight to midnight UTC.</summary>
    public DateOnly Date { get; init; } = new(2025, 11, 11);
}
