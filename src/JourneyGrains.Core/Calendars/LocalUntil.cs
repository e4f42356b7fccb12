using System.Globalization;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Core.Calendars;

/// <summary>Until when a wait goes by the customer's own clock and calendar.</summary>
public abstract record LocalUntil
{
    /// <summary>When it is over; at or before <paramref name="since"/>: there is nothing to wait for. Null: what it reads is absent.</summary>
    public abstract DateTimeOffset? DueAt(DateTimeOffset since, DateTimeZone zone, in Scope scope);
}

/// <summary>The next time after the start of the wait at which the clock shows that time, on one of the days.</summary>
public sealed record NextLocalTime(LocalTime At, Weekdays On) : LocalUntil
{
    /// <summary>More days than lie between two of a week, one that a zone skipped included.</summary>
    private const int DaysAhead = 15;

    public override DateTimeOffset? DueAt(DateTimeOffset since, DateTimeZone zone, in Scope scope)
    {
        var date = LocalMoments.Date(since, zone);
        for (var ahead = 0; ahead <= DaysAhead; ahead++, date = date.PlusDays(1))
        {
            if (On.Has(date) && LocalMoments.At(date, At, zone) is var moment && moment > since)
            {
                return moment;
            }
        }

        return null;
    }

    public override string ToString() => $"{(On == Weekdays.All ? "" : $"{On.Format()} ")}{LocalMoments.Format(At)}";
}

/// <summary>The first moment within the hours: at once, if the wait starts within them.</summary>
public sealed record WithinLocalWindow(LocalWindow Window) : LocalUntil
{
    public override DateTimeOffset? DueAt(DateTimeOffset since, DateTimeZone zone, in Scope scope) =>
        Window.Next(since, zone).Start is var start && start > since ? start : since;

    public override string ToString() => Window.ToString();
}

/// <summary>A date in the data, moved in the calendar.</summary>
/// <param name="Date">A moment, taken as what the clock and calendar show then; or a text like 2025-12-24, taken as that day from its start.</param>
/// <param name="At">The time of that day; null: the moment's own local time.</param>
public sealed record OnLocalDate(Expression Date, CalendarOffset Offset, LocalTime? At) : LocalUntil
{
    /// <summary>The years in which every offset stays within the calendar; beyond them it is not applied, and the wait's own limits hold.</summary>
    private const int FirstYear = 20, LastYear = 9980;

    public override DateTimeOffset? DueAt(DateTimeOffset since, DateTimeZone zone, in Scope scope)
    {
        var value = Date.Evaluate(scope);
        LocalDateTime local;
        if (value.Kind == ValueKind.Time)
        {
            var moment = value.AsTime();
            if (moment.Year is < FirstYear or > LastYear)
            {
                return moment;
            }

            // A moment within an hour that exists twice stays what it is.
            if (Offset.Days == 0 && At is null)
            {
                return moment + Offset.Time;
            }

            local = LocalMoments.Local(moment, zone);
        }
        else if (value.Kind == ValueKind.Text && LocalDatePattern.Iso.Parse(value.AsText()) is { Success: true, Value: { Year: >= FirstYear and <= LastYear } date })
        {
            local = date.AtMidnight();
        }
        else
        {
            return null;
        }

        return LocalMoments.At(local.Date.PlusDays(Offset.Days), At ?? local.TimeOfDay, zone) + Offset.Time;
    }

    public override string ToString() =>
        $"{Date}{(Offset == default ? "" : $" {Offset}")}{(At is { } at ? string.Create(CultureInfo.InvariantCulture, $" {LocalMoments.Format(at)}") : "")}";
}
