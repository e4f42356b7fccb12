using NodaTime;

namespace JourneyGrains.Core.Calendars;

/// <summary>Hours of some days by a local clock, from a time to before another. Each is one stretch of moments, whatever the clocks do within it.</summary>
/// <param name="From">The time it begins at, on the days of <paramref name="On"/>.</param>
/// <param name="To">The time it ends at: of the same day where it is later than <paramref name="From"/>, else of the day after.</param>
public sealed record LocalWindow(LocalTime From, LocalTime To, Weekdays On)
{
    /// <summary>More days than lie between two of a week, one that a zone skipped included.</summary>
    private const int DaysAhead = 15;

    /// <summary>The window a moment lies in, or the next: its first moment and the first after it.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Next(DateTimeOffset moment, DateTimeZone zone)
    {
        // Yesterday's may reach into today.
        var date = LocalMoments.Date(moment, zone).PlusDays(-1);
        for (var ahead = 0; ahead <= DaysAhead; ahead++, date = date.PlusDays(1))
        {
            if (On.Has(date))
            {
                var start = LocalMoments.At(date, From, zone);
                var end = LocalMoments.At(To > From ? date : date.PlusDays(1), To, zone);
                if (moment < end && start < end)
                {
                    return (start, end);
                }
            }
        }

        throw new InvalidOperationException($"The window {this} has no day.");
    }

    /// <summary>When the window that a moment lies in is over; null: it lies in none.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset moment, DateTimeZone zone) =>
        Next(moment, zone) is var (start, end) && start <= moment ? end : null;

    /// <summary>As an author would say it: 21:00-08:00, sat, sun 20:00-10:00.</summary>
    public override string ToString() =>
        $"{(On == Weekdays.All ? "" : $"{On.Format()} ")}{LocalMoments.Format(From)}-{LocalMoments.Format(To)}";
}
