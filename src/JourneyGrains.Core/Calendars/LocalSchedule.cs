using System.Collections.Immutable;
using NodaTime;

namespace JourneyGrains.Core.Calendars;

/// <summary>A time of day on certain days, by a local clock and calendar: on days of the week, on a day of each month, or on dates.</summary>
/// <param name="On">Where there are neither a day of the month nor dates.</param>
public sealed record LocalSchedule(LocalTime At, Weekdays On)
{
    /// <summary>More days than lie between two of a month, one that a zone skipped included.</summary>
    private const int DaysAhead = 64;

    /// <summary>1 to 31: the day of each month, or its last where it has not so many. 0: not so.</summary>
    public int Day { get; init; }

    /// <summary>The only days, in their order; empty: not so.</summary>
    public ImmutableArray<LocalDate> Dates { get; init; } = [];

    /// <summary>The first moment after another at which the schedule comes, with its day; null: it does not come any more.</summary>
    public (LocalDate Date, DateTimeOffset Moment)? Next(DateTimeOffset after, DateTimeZone zone)
    {
        if (!Dates.IsEmpty)
        {
            foreach (var date in Dates)
            {
                if (LocalMoments.At(date, At, zone) is var moment && moment > after)
                {
                    return (date, moment);
                }
            }

            return null;
        }

        var day = LocalMoments.Date(after, zone);
        for (var ahead = 0; ahead <= DaysAhead; ahead++, day = day.PlusDays(1))
        {
            if (IsOn(day) && LocalMoments.At(day, At, zone) is var moment && moment > after)
            {
                return (day, moment);
            }
        }

        return null;
    }

    /// <summary>As an author would say it: mon-fri 09:00 as mon, tue, wed, thu, fri 09:00; day 1 09:00; 2025-11-11 09:00.</summary>
    public override string ToString()
    {
        var days = !Dates.IsEmpty ? string.Join(", ", Dates.Select(LocalMoments.Format))
            : Day > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"day {Day}")
            : On == Weekdays.All ? ""
            : On.Format();
        return $"{days} {LocalMoments.Format(At)}".TrimStart();
    }

    private bool IsOn(LocalDate date) => Day == 0
        ? On.Has(date)
        : date.Day == Math.Min(Day, date.Calendar.GetDaysInMonth(date.Year, date.Month));
}
