using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Tests.Properties;
using NodaTime;

namespace JourneyGrains.Core.Tests.Calendars;

/// <summary>
/// Local times in zones, at moments and on days by chance, held against a walk from minute to minute. The seed is in the test's name.
/// </summary>
public sealed class AnyZoneTests
{
    private const int Cases = 12;

    /// <summary>From 1990 on, when offsets were whole minutes everywhere.</summary>
    private static readonly Instant First = Instant.FromUtc(1990, 1, 1, 0, 0);

    public static TheoryData<int> Seeds => Chance.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_next_local_time_is_the_first_that_a_walk_meets(int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < Cases; number++)
        {
            var (zone, since) = Place(random);
            var until = new NextLocalTime(Time(random), Days(random));

            var due = until.DueAt(since.ToDateTimeOffset(), zone, new Scope(CustomerState.New("c-1"), since.ToDateTimeOffset()));

            Assert.Equal((zone.Id, since, until, Walk(zone, since, until)), (zone.Id, since, until, Instant.FromDateTimeOffset(due!.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_window_is_one_stretch_with_nothing_before_it(int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < Cases; number++)
        {
            var (zone, since) = Place(random);
            var window = new LocalWindow(Time(random), Time(random), Days(random));
            var moment = since.ToDateTimeOffset();

            var (start, end) = window.Next(moment, zone);

            var place = $"{zone.Id} {since} {window}: {start:u} {end:u}";
            Assert.True(start < end && moment < end, place);
            Assert.InRange(end - start, TimeSpan.FromMinutes(1), TimeSpan.FromHours(49));
            Assert.True(start <= moment == (window.EndAt(moment, zone) == end), place);
            Assert.Equal((end, place), (window.EndAt(start > moment ? start : moment, zone), place));
            Assert.Equal((end, place), (window.EndAt(end.AddTicks(-10), zone), place));
            for (var before = moment; before < start; before += (start - moment) / 16)
            {
                Assert.True(window.EndAt(before, zone) is null, place);
            }
        }
    }

    /// <summary>Near a transition half of the time, where there is one.</summary>
    private static (DateTimeZone Zone, Instant Since) Place(Random random)
    {
        var ids = DateTimeZoneProviders.Tzdb.Ids;
        var zone = DateTimeZoneProviders.Tzdb[ids[random.Next(ids.Count)]];
        var moment = First + Duration.FromMinutes(random.Next(45 * 366 * 24 * 60));
        var interval = zone.GetZoneInterval(moment);
        return random.Next(2) == 0 && interval.HasEnd
            ? (zone, interval.End + Duration.FromMinutes(random.Next(-1500, 1500)))
            : (zone, moment);
    }

    private static Instant Walk(DateTimeZone zone, Instant since, NextLocalTime until)
    {
        for (var (before, at) = (since, since + Duration.FromMinutes(1)); ; (before, at) = (at, at + Duration.FromMinutes(1)))
        {
            var (last, shown) = (before.InZone(zone).LocalDateTime, at.InZone(zone).LocalDateTime);
            for (var passed = last.PlusMinutes(1); passed <= shown; passed = passed.PlusMinutes(1))
            {
                // Of a time shown twice, the second is not the one.
                if (passed.TimeOfDay == until.At && until.On.Has(passed.Date) && (passed != shown || zone.MapLocal(passed).First().ToInstant() == at))
                {
                    return at;
                }
            }
        }
    }

    private static LocalTime Time(Random random) =>
        random.Next(4) == 0 ? new(random.Next(4), 15 * random.Next(4)) : new(random.Next(24), random.Next(60));

    private static Weekdays Days(Random random) => random.Next(2) == 0 ? Weekdays.All : (Weekdays)random.Next(1, 128);
}
