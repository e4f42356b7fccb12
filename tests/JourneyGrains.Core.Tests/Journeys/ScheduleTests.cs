using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;
using NodaTime;

namespace JourneyGrains.Core.Tests.Journeys;

/// <summary>Lives begin on a Tuesday at 09:00 UTC.</summary>
public class ScheduleTests
{
    private static readonly LocalSchedule Mornings = new(new LocalTime(8, 30), WeekdayNames.Parse("mon-fri")!.Value);

    [Fact]
    public void A_journey_begins_at_its_time_on_its_days_for_whom_it_is_meant()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings, "customer.orders > 0").Send("news").Done()));
        life.Order("23h", "o-1", 10);
        life.Until("6d");

        // Wednesday, Thursday, Friday and Monday.
        Assert.Equal(
            [Make.At("23h30m"), Make.At("47h30m"), Make.At("71h30m"), Make.At("143h30m")], life.Decided.Select(message => message.DecidedAt));
        Assert.Equal("Entered by schedule.reached news 2025-11-12.", life.Lines(LineKind.Entered).First().Text);
    }

    [Fact]
    public void For_whom_it_is_not_meant_nothing_is_told_and_the_next_time_is_waited_for()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings, "customer.orders > 0").Send("news").Done()));
        var told = life.Entries.Count;
        life.Until("30h");

        Assert.Equal(told, life.Entries.Count);
        Assert.Equal(Make.At("47h30m"), life.State.NextDueAt);
    }

    [Fact]
    public void It_goes_by_the_customer_s_zone_and_comes_once_a_day_when_that_changes()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings).Send("news").Done()));
        life.On("0s", EventTypes.CustomerIdentified, ("timeZone", "Asia/Tokyo"));
        Assert.Equal(Make.At("14h30m"), life.State.NextDueAt);
        life.Until("20h");
        life.On("20h", EventTypes.CustomerIdentified, ("timeZone", "America/New_York"));

        // The same Wednesday morning comes again; it is taken already.
        Assert.Equal(Make.At("28h30m"), life.State.NextDueAt);
        life.Until("30h");

        Assert.Equal([Make.At("14h30m")], life.Decided.Select(message => message.DecidedAt));
        Assert.Equal(Make.At("52h30m"), life.State.NextDueAt);
    }

    [Fact]
    public void An_event_at_the_very_moment_comes_before_it()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings, "customer.orders > 0").Send("news").Done()));

        Assert.Empty(life.Order("23h30m", "o-1", 10).Decided);
        life.Until("24h");

        Assert.Equal([Make.At("23h30m")], life.Decided.Select(message => message.DecidedAt));
    }

    [Fact]
    public void Again_and_the_key_hold_as_for_any_entry()
    {
        var life = Life.Reachable(Of(
            Make.Journey("news").OnSchedule(Mornings, again: new(ReentryRule.After, TimeSpan.FromDays(3))).Send("news").Done()));
        life.Until("4d");

        Assert.Equal([Make.At("23h30m")], life.Decided.Select(message => message.DecidedAt));
        Assert.Equal(2, life.Count(LineKind.NotEntered));
    }

    [Fact]
    public void Dates_that_are_over_wake_nobody_any_more()
    {
        var schedule = new LocalSchedule(new LocalTime(0, 0), Weekdays.All) { Dates = [new(2025, 11, 1), new(2025, 11, 28)] };
        var life = Life.Reachable(Of(Make.Journey("friday").OnSchedule(schedule).Send("friday").Done()));
        Assert.Equal(Make.At("16d15h"), life.State.NextDueAt);
        life.Until("60d");

        Assert.Single(life.Decided);
        Assert.Null(life.State.NextDueAt);
    }

    [Fact]
    public void A_schedule_published_later_is_known_to_who_sleeps_by_the_sweep_and_only_once()
    {
        var life = Life.Reachable(Of());
        life.Definitions = Of(Make.Journey("news").OnSchedule(Mornings).Send("news").Done());

        var woken = life.Take(RenewInput.Now, "30h");
        Assert.Null(woken.Entry);
        Assert.Equal(Make.At("47h30m"), woken.State.NextDueAt);
        Assert.Same(woken.State, life.Take(RenewInput.Now, "31h").State);
        life.Until("48h");
        var taken = life.State;
        Assert.Single(life.Decided);
        Assert.Same(taken, life.Take(RenewInput.Now, "49h").State);
    }

    [Fact]
    public void What_was_due_when_a_command_came_first_is_taken_all_the_same()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings).Send("news").Done()));

        // The clock is ahead of what the partition has consumed.
        life.Take(new ConsentCommand("k-1", "sms", "marketing", true, null), "50h");
        Assert.Equal(Make.At("23h30m"), life.State.NextDueAt);
        life.Until("51h");

        Assert.Equal(2, life.Count(LineKind.Entered));
    }

    [Fact]
    public void The_next_time_is_stored_and_a_failure_does_not_come_again_for_ever()
    {
        var life = Life.Reachable(Of(Make.Journey("news").OnSchedule(Mornings).Send("news").Done()));

        Assert.Equal(Make.At("23h30m"), StateEncoding.Read(StateEncoding.Write(life.State)).SchedulesDueAt);
        Assert.Null(Customer.AbandonDue(life.State, Make.At("23h30m"), life.Definitions).State.NextDueAt);
        life.Take(new ForgetCommand("f-1"), "1h");
        Assert.Null(life.State.NextDueAt);
    }

    private static DefinitionSet Of(params System.Collections.Immutable.ImmutableArray<Journey> journeys) => Make.Definitions(journeys);
}
