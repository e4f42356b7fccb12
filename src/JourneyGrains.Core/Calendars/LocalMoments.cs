using System.Globalization;
using JourneyGrains.Core.Values;
using NodaTime;
using NodaTime.TimeZones;

namespace JourneyGrains.Core.Calendars;

/// <summary>
/// From a clock on the wall to a moment and back. A local time that does not exist, because the clocks go forward, is the first moment
/// after the gap; one that exists twice, because they go back, is the earlier of the two.
/// </summary>
public static class LocalMoments
{
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The moment at which the zone's clock shows that time on that day.</summary>
    public static DateTimeOffset At(LocalDate date, LocalTime time, DateTimeZone zone) =>
        Moments.ToMicroseconds(zone.ResolveLocal(date + time, Resolver).ToInstant().ToDateTimeOffset());

    /// <summary>What the zone's clock and calendar show at a moment.</summary>
    public static LocalDateTime Local(DateTimeOffset moment, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime;

    public static LocalDate Date(DateTimeOffset moment, DateTimeZone zone) => Local(moment, zone).Date;

    /// <summary>The first moment of the day.</summary>
    public static DateTimeOffset StartOf(LocalDate date, DateTimeZone zone) => At(date, LocalTime.Midnight, zone);

    /// <summary>For people: 2025-11-11 18:00 in Europe/Berlin.</summary>
    public static string Format(DateTimeOffset moment, DateTimeZone zone) =>
        $"{Local(moment, zone).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)} in {zone.Id}";

    /// <summary>As an author writes it: 2025-11-11.</summary>
    public static string Format(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As an author writes it: 18:00.</summary>
    public static string Format(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
