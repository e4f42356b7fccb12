using System.Globalization;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>A day of the shop and how it is written in the ids of what happens on it; made once for all who come.</summary>
internal sealed class ShopDate(DateOnly date)
{
    public DateOnly Date { get; } = date;

    /// <summary>In UTC.</summary>
    public DateTimeOffset Midnight { get; } = new(date, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>20251111.</summary>
    public string Digits { get; } = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>1111-: tells this day's carts and orders from those of the same customer's other days.</summary>
    public string Tag { get; } = date.ToString("MMdd", CultureInfo.InvariantCulture) + "-";
}
