namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>When in a day people shop: a peak before noon, a higher one in the evening, few at night.</summary>
internal static class DayShape
{
    private const int Minute = 60_000;
    private const int Hour = 60 * Minute;
    public const int Day = 24 * Hour;

    /// <summary>A moment, in milliseconds since midnight.</summary>
    public static int Moment(Chance chance)
    {
        var moment = chance.Below(100) switch
        {
            < 36 => (11 * Hour) + chance.Around(105 * Minute),
            < 84 => (20 * Hour) + chance.Around(90 * Minute),
            _ => chance.Between(6 * Hour, Day - Hour),
        };
        return Math.Clamp(moment, 5 * Minute, Day - (5 * Minute));
    }
}
