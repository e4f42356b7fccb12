using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Core.Tests.Calendars;

public sealed class LocalUntilTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2025-11-11T16:59:59Z", "18:00", "mon-sun", "2025-11-11T17:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-11T17:00:00Z", "18:00", "mon-sun", "2025-11-12T17:00:00Z")]
    [InlineData("America/New_York", "2025-11-11T17:00:00Z", "18:00", "mon-sun", "2025-11-11T23:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-11T17:00:00Z", "18:00", "mon", "2025-11-17T17:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-10T16:00:00Z", "18:00", "mon", "2025-11-10T17:00:00Z")]
    [InlineData("Europe/Berlin", "2025-11-11T23:30:00Z", "00:15", "wed", "2025-11-18T23:15:00Z")]
    [InlineData("Europe/Berlin", "2025-03-30T00:30:00Z", "02:30", "mon-sun", "2025-03-30T01:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03-30T01:00:00Z", "02:30", "mon-sun", "2025-03-31T00:30:00Z")]
    [InlineData("Europe/Berlin", "2025-10-26T00:30:00Z", "02:30", "mon-sun", "2025-10-27T01:30:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T05:00:00Z", "18:00", "fri", "2011-12-30T10:00:00Z")]
    public void The_next_local_time_is_after_the_start_on_one_of_the_days(string zone, string since, string at, string on, string due) =>
        Assert.Equal(due, Due(new NextLocalTime(Time(at), WeekdayNames.Parse(on)!.Value), zone, since));

    [Theory]
    [InlineData("2025-11-11T07:59:00Z", "09:00", "18:00", "mon-fri", "2025-11-11T08:00:00Z")]
    [InlineData("2025-11-11T08:00:00Z", "09:00", "18:00", "mon-fri", "2025-11-11T08:00:00Z")]
    [InlineData("2025-11-11T16:59:59Z", "09:00", "18:00", "mon-fri", "2025-11-11T16:59:59Z")]
    [InlineData("2025-11-11T17:00:00Z", "09:00", "18:00", "mon-fri", "2025-11-12T08:00:00Z")]
    [InlineData("2025-11-14T17:00:00Z", "09:00", "18:00", "mon-fri", "2025-11-17T08:00:00Z")]
    [InlineData("2025-11-15T00:30:00Z", "22:00", "02:00", "fri", "2025-11-15T00:30:00Z")]
    [InlineData("2025-11-15T21:30:00Z", "22:00", "02:00", "fri", "2025-11-21T21:00:00Z")]
    [InlineData("2025-11-11T12:00:00Z", "00:00", "00:00", "sat-sun", "2025-11-14T23:00:00Z")]
    [InlineData("2025-03-29T20:00:00Z", "02:15", "02:45", "sun", "2025-04-06T00:15:00Z")]
    [InlineData("2025-10-26T00:30:00Z", "02:15", "02:45", "sun", "2025-10-26T00:30:00Z")]
    [InlineData("2025-10-26T01:30:00Z", "02:15", "02:45", "sun", "2025-11-02T01:15:00Z")]
    public void Hours_of_some_days_begin_at_once_within_them(string since, string from, string to, string on, string due) =>
        Assert.Equal(due, Due(new WithinLocalWindow(new(Time(from), Time(to), WeekdayNames.Parse(on)!.Value)), "Europe/Berlin", since));

    [Theory]
    [InlineData("timestamp(\"2025-03-30T22:30:00Z\")", "-1d", null, "2025-03-29T23:30:00Z")]
    [InlineData("timestamp(\"2025-03-30T22:30:00Z\")", "-1d", "09:00", "2025-03-30T07:00:00Z")]
    [InlineData("timestamp(\"2025-03-30T22:30:00Z\") - 1d", "+0d", null, "2025-03-29T22:30:00Z")]
    [InlineData("timestamp(\"2025-10-26T01:30:00Z\")", "1h", null, "2025-10-26T02:30:00Z")]
    [InlineData("timestamp(\"2025-11-11T23:30:00Z\")", "+0d", "09:00", "2025-11-12T08:00:00Z")]
    [InlineData("\"2025-12-24\"", "-1w", "18:00", "2025-12-17T17:00:00Z")]
    [InlineData("\"2025-12-24\"", "-1d2h", null, "2025-12-22T21:00:00Z")]
    [InlineData("\"24.12.2025\"", "-1d", null, null)]
    [InlineData("customer.lastOrderAt", "-1d", null, null)]
    [InlineData("timestamp(\"9999-12-31T00:00:00Z\")", "10d", null, "9999-12-31T00:00:00Z")]
    public void A_date_in_the_data_moves_in_the_customer_s_calendar(string date, string offset, string? at, string? due)
    {
        Assert.True(CalendarOffset.TryParse(offset, out var by));
        var expression = ExpressionCompiler.Compile(date, FieldTable.Customer).Expression!;

        Assert.Equal(due, Due(new OnLocalDate(expression, by, at is null ? null : Time(at)), "Europe/Berlin", "2025-03-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("-1d", -1, "0s")]
    [InlineData("+2w1d", 15, "0s")]
    [InlineData("1d2h30m", 1, "2h30m")]
    [InlineData("-90m", 0, "-1h30m")]
    [InlineData("3650d", 3650, "0s")]
    public void An_offset_is_days_and_a_time(string text, int days, string time)
    {
        Assert.True(CalendarOffset.TryParse(text, out var offset));
        Assert.Equal((days, time), (offset.Days, Durations.Format(offset.Time)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("d")]
    [InlineData("1.5d")]
    [InlineData("2h1d")]
    [InlineData("--1d")]
    [InlineData("1d-2h")]
    [InlineData("3651d")]
    [InlineData("99999999999d")]
    [InlineData("1 day")]
    public void What_is_no_offset_is_refused(string text) => Assert.False(CalendarOffset.TryParse(text, out _));

    [Theory]
    [InlineData("mon", "mon")]
    [InlineData("mon-fri", "mon, tue, wed, thu, fri")]
    [InlineData("sat-mon", "mon, sat, sun")]
    [InlineData("tue-tue", "tue")]
    [InlineData("monday", null)]
    [InlineData("mon-", null)]
    public void Days_of_the_week_are_named_alone_or_in_a_row(string text, string? days) => Assert.Equal(days, WeekdayNames.Parse(text)?.Format());

    private static string? Due(LocalUntil until, string zone, string since)
    {
        Assert.True(Moments.TryParse(since, out var moment));
        return until.DueAt(moment, DateTimeZoneProviders.Tzdb[zone], new Scope(CustomerState.New("c-1"), moment)) is { } due ? Moments.Format(due) : null;
    }

    private static LocalTime Time(string text) => LocalTimePattern.ExtendedIso.Parse($"{text}:00").Value;
}
