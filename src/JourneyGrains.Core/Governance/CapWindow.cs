using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Values;
using NodaTime;

namespace JourneyGrains.Core.Governance;

/// <summary>The time within which a cap counts, as seen from a moment.</summary>
public abstract record CapWindow
{
    /// <summary>A message handed over then still counts now.</summary>
    public abstract bool Covers(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone);

    /// <summary>When a message handed over then, which counts now, no longer counts.</summary>
    public abstract DateTimeOffset FreeAt(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone);
}

/// <summary>The last so and so long: a message handed over exactly that long ago no longer counts.</summary>
public sealed record RollingWindow(TimeSpan Length) : CapWindow
{
    public override bool Covers(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone) => at > now - Length;

    public override DateTimeOffset FreeAt(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone) => at + Length;

    public override string ToString() => $"within {Durations.Format(Length)}";
}

/// <summary>The day, week or month of the customer's calendar. A week begins on Monday (ISO 8601).</summary>
public sealed record CalendarWindow(CalendarUnit Unit) : CapWindow
{
    public override bool Covers(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone) =>
        at >= LocalMoments.StartOf(First(LocalMoments.Date(now, zone)), zone);

    public override DateTimeOffset FreeAt(DateTimeOffset at, DateTimeOffset now, DateTimeZone zone)
    {
        var first = First(LocalMoments.Date(now, zone));
        var next = Unit switch
        {
            CalendarUnit.Day => first.PlusDays(1),
            CalendarUnit.Week => first.PlusWeeks(1),
            _ => first.PlusMonths(1),
        };
        return LocalMoments.StartOf(next, zone);
    }

    public override string ToString() => Unit switch { CalendarUnit.Day => "a day", CalendarUnit.Week => "a week", _ => "a month" };

    private LocalDate First(LocalDate date) => Unit switch
    {
        CalendarUnit.Day => date,
        CalendarUnit.Week => date.PlusDays(1 - (int)date.DayOfWeek),
        _ => new(date.Year, date.Month, 1),
    };
}

/// <summary>Units of the calendar that a cap may count in.</summary>
public enum CalendarUnit
{
    Day,
    Week,
    Month,
}
