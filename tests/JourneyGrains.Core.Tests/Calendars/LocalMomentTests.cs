using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Core.Tests.Calendars;

/// <summary>Local times around transitions that took place, or will by the rules in force.</summary>
public sealed class LocalMomentTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2025-03-30", "01:59", "2025-03-30T00:59:00Z")]
    [InlineData("Europe/Berlin", "2025-03-30", "02:00", "2025-03-30T01:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03-30", "02:30", "2025-03-30T01:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03-30", "03:00", "2025-03-30T01:00:00Z")]
    [InlineData("America/New_York", "2025-03-09", "02:30", "2025-03-09T07:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-10-05", "02:15", "2025-10-04T15:30:00Z")]
    [InlineData("Pacific/Apia", "2011-12-29", "23:59", "2011-12-30T09:59:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "00:00", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "18:00", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00Z")]
    public void A_time_that_does_not_exist_is_the_first_moment_after(string zone, string date, string time, string moment) =>
        Assert.Equal(moment, At(zone, date, time));

    [Theory]
    [InlineData("Europe/Berlin", "2025-10-26", "02:30", "2025-10-26T00:30:00Z")]
    [InlineData("Europe/Berlin", "2025-10-26", "03:00", "2025-10-26T02:00:00Z")]
    [InlineData("America/New_York", "2025-11-02", "01:30", "2025-11-02T05:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-04-06", "01:45", "2025-04-05T14:45:00Z")]
    public void A_time_that_exists_twice_is_the_earlier_one(string zone, string date, string time, string moment) =>
        Assert.Equal(moment, At(zone, date, time));

    [Theory]
    [InlineData("Europe/Berlin", "2025-03-30", 23)]
    [InlineData("Europe/Berlin", "2025-10-26", 25)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    public void A_day_is_as_long_as_the_zone_makes_it(string zone, string date, int hours)
    {
        var day = LocalDatePattern.Iso.Parse(date).Value;
        var length = LocalMoments.StartOf(day.PlusDays(1), Zone(zone)) - LocalMoments.StartOf(day, Zone(zone));

        Assert.Equal(TimeSpan.FromHours(hours), length);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo")]
    [InlineData(null, "Europe/Berlin", "Europe/Berlin")]
    [InlineData("Atlantis/Capital", "Europe/Berlin", "Europe/Berlin")]
    [InlineData(null, "Atlantis/Capital", "UTC")]
    public void An_unknown_zone_is_the_brand_s(string? customers, string brands, string used)
    {
        var customer = CustomerState.New("c-1") with { Profile = Profile.Empty with { TimeZone = customers } };

        Assert.Equal(used, Zones.Of(customer, new Brand { TimeZone = brands }).Id);
    }

    [Fact]
    public void The_release_of_the_tz_database_is_known() => Assert.Matches("^20[0-9]{2}[a-z]$", Zones.Version);

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    private static string At(string zone, string date, string time) => Moments.Format(
        LocalMoments.At(LocalDatePattern.Iso.Parse(date).Value, LocalTimePattern.ExtendedIso.Parse($"{time}:00").Value, Zone(zone)));
}
