using NodaTime;

namespace JourneyGrains.Core.Calendars;

/// <summary>Days of the week.</summary>
[Flags]
public enum Weekdays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    All = 127,
}

/// <summary>Days of the week as authors write them: mon, tue, wed, thu, fri, sat, sun.</summary>
public static class WeekdayNames
{
    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>From Monday on.</summary>
    public static IReadOnlyList<string> Known => Names;

    public static bool Has(this Weekdays days, LocalDate date) => (days & Of((int)date.DayOfWeek - 1)) != 0;

    /// <summary>A day (mon) or days in a row (mon-fri, sat-mon); null where it is neither.</summary>
    public static Weekdays? Parse(string text)
    {
        var ends = text.Split('-', 2, StringSplitOptions.TrimEntries);
        var (first, last) = (Array.IndexOf(Names, ends[0]), Array.IndexOf(Names, ends[^1]));
        if (first < 0 || last < 0)
        {
            return null;
        }

        var days = Of(first);
        for (var day = first; day != last; day = (day + 1) % 7)
        {
            days |= Of((day + 1) % 7);
        }

        return days;
    }

    /// <summary>From Monday on: mon, wed.</summary>
    public static string Format(this Weekdays days) => string.Join(", ", Names.Where((_, day) => (days & Of(day)) != 0));

    private static Weekdays Of(int day) => (Weekdays)(1 << day);
}
