using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Values;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Core.Tests.Calendars;

public sealed class LocalScheduleTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2025-11-11T07:59:59Z", "mon-sun", 0, "2025-11-11T08:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-11T08:00:00Z", "mon-sun", 0, "2025-11-12T08:00:00Z")]
    [InlineData("Asia/Tokyo", "2025-11-11T08:00:00Z", "mon-sun", 0, "2025-11-12T00:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-14T08:00:00Z", "mon-fri", 0, "2025-11-17T08:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03-29T09:00:00Z", "sun", 0, "2025-03-30T07:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-11T08:00:00Z", "mon-sun", 1, "2025-12-01T08:00:00Z")]
    [InlineData("Europe/Berlin", "2025-12-31T08:00:00Z", "mon-sun", 31, "2026-01-31T08:00:00Z")]
    [InlineData("Europe/Berlin", "2026-01-31T08:00:00Z", "mon-sun", 31, "2026-02-28T08:00:00Z")]
    [InlineData("Europe/Berlin", "2026-02-28T08:00:00Z", "mon-sun", 30, "2026-03-30T07:00:00Z")]
    public void The_next_time_is_by_the_zone_s_own_clock_and_calendar(string zone, string after, string on, int day, string next)
    {
        var schedule = new LocalSchedule(new LocalTime(9, 0), WeekdayNames.Parse(on)!.Value) { Day = day };
        var found = schedule.Next(Moment(after), DateTimeZoneProviders.Tzdb[zone])!.Value;

        Assert.Equal(next, Moments.Format(found.Moment));
        Assert.Equal(found.Date, LocalMoments.Date(found.Moment, DateTimeZoneProviders.Tzdb[zone]));
    }

    [Fact]
    public void Dates_come_in_their_order_and_then_no_more()
    {
        var schedule = new LocalSchedule(LocalTime.Midnight, Weekdays.All) { Dates = [new(2025, 11, 11), new(2025, 12, 24)] };
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

        Assert.Equal("2025-11-10T23:00:00Z", Moments.Format(schedule.Next(Moment("2025-01-01T00:00:00Z"), zone)!.Value.Moment));
        Assert.Equal("2025-12-23T23:00:00Z", Moments.Format(schedule.Next(Moment("2025-11-10T23:00:00Z"), zone)!.Value.Moment));
        Assert.Null(schedule.Next(Moment("2025-12-23T23:00:00Z"), zone));
    }

    [Theory]
    [InlineData("mon-sun", 0, "09:00")]
    [InlineData("mon", 0, "mon 09:00")]
    [InlineData("mon-sun", 7, "day 7 09:00")]
    public void It_reads_as_an_author_would_say_it(string on, int day, string text) =>
        Assert.Equal(text, new LocalSchedule(new LocalTime(9, 0), WeekdayNames.Parse(on)!.Value) { Day = day }.ToString());

    private static DateTimeOffset Moment(string text) => InstantPattern.General.Parse(text).Value.ToDateTimeOffset();
}
