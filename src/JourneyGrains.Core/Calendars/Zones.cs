using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using NodaTime;
using NodaTime.TimeZones;

namespace JourneyGrains.Core.Calendars;

/// <summary>The time zones of the tz database that NodaTime carries: the same on every machine, whatever its own settings are.</summary>
public static class Zones
{
    /// <summary>The release of the tz database, like 2025b: a part of the definitions' digest, for it is a part of what a turn decides by.</summary>
    public static string Version { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    public static IEnumerable<string> Ids => DateTimeZoneProviders.Tzdb.Ids;

    public static bool Knows(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>The customer's zone; where it is unknown, or no longer in the tz database, the brand's; without one, UTC.</summary>
    public static DateTimeZone Of(CustomerState customer, Brand brand) =>
        Find(customer.Profile.TimeZone) ?? Find(brand.TimeZone) ?? DateTimeZone.Utc;

    private static DateTimeZone? Find(string? id) => id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
}
