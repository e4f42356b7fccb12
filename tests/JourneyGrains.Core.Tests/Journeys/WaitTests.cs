using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class WaitTests
{
    private static readonly JourneyMaker Parcel = Make.Journey("parcel").On("order.placed", "event.orderId")
        .Wait("2d", timeout: 2, arms:
            [JourneyMaker.Arm("shipment.delayed", 1, "event.orderId == run.key"), JourneyMaker.Arm("complaint.opened", 3)])
        .Send("delayed", next: Journey.End)
        .Send("silent", next: Journey.End)
        .Exit("complained");

    [Fact]
    public void A_wait_is_over_after_its_time_and_not_before()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("x").Done()));
        life.Cart("0s", "a", 30);

        life.Until("45m");
        Assert.Empty(life.Decided);
        life.Until("45m1s");

        Assert.Equal(Make.At("45m"), Assert.Single(life.Decided).DecidedAt);
        Assert.Equal((Make.At("45m"), "timer"), (life.Entries[^1].At, life.Entries[^1].Input));
        Assert.Null(life.State.NextDueAt);
    }

    [Fact]
    public void A_restart_begins_the_time_anew_and_renews_the_run_s_event()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m", restart: "cart.updated")
                .Branch(3, ("event.value > 50", 2)).Send("big").Exit().Done()));
        life.Cart("0s", "a", 30);
        life.Cart("10m", "b", 10);
        life.Cart("40m", "a", 60);

        Assert.Equal(Make.At("85m"), life.State.Runs.Single(run => run.Key == "a").DueAt);
        Assert.Equal(Make.At("55m"), life.State.Runs.Single(run => run.Key == "b").DueAt);
        Assert.Equal(0, life.Count(LineKind.NotEntered));
        life.Until("3h");
        Assert.Equal(Make.At("85m"), Assert.Single(life.Decided).DecidedAt);
    }

    [Fact]
    public void A_restart_by_an_older_event_begins_anew_and_keeps_the_newer_event()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m", restart: "cart.updated").Send("x").Done()));
        life.Cart("10m", "a", 30);
        life.Late("20m", "5m", EventTypes.CartUpdated, ("cartId", "a"), ("value", 5));

        var run = life.State.Runs.Single();
        Assert.Equal(Make.At("65m"), run.DueAt);
        Assert.Equal(30, run.Event["value"].AsNumber());
    }

    [Fact]
    public void A_restart_by_another_type_keeps_the_run_s_event()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m", restart: "product.viewed").Send("x").Done()));
        life.Cart("0s", "a", 30);
        life.On("30m", EventTypes.ProductViewed, ("productId", "p"));

        Assert.Equal(Make.At("75m"), life.State.Runs.Single().DueAt);
        Assert.Equal(EventTypes.CartUpdated, life.State.Runs.Single().Event.Type);
    }

    [Fact]
    public void A_wait_until_a_moment_ends_then_and_at_once_if_it_has_passed_or_is_absent()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("order").On("order.placed", "event.orderId").Wait(until: "event.promisedAt").Send("x").Done()));
        Order("1m", "future", Make.At("3d"));
        Order("2m", "past", Make.At("0s"));
        Order("3m", "none", null);

        Assert.Equal(Make.At("3d"), Assert.Single(life.State.Runs).DueAt);
        Assert.Equal([Make.At("2m"), Make.At("3m")], life.Decided.Select(message => message.DecidedAt));

        void Order(string at, string id, DateTimeOffset? promised) =>
            life.On(at, EventTypes.OrderPlaced, ("orderId", id), ("total", 1), ("promisedAt", promised));
    }

    [Fact]
    public void Of_a_time_and_a_moment_the_earlier_ends_the_wait()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("order").On("order.placed").Wait("1d", until: "event.promisedAt").Send("x").Done()));
        life.On("0s", EventTypes.OrderPlaced, ("orderId", "o"), ("total", 1), ("promisedAt", Make.At("3d")));

        Assert.Equal(Make.At("1d"), life.State.Runs.Single().DueAt);
    }

    [Theory]
    [InlineData("duration(\"-100000d\") * 30")]
    [InlineData("duration(\"-1h\")")]
    [InlineData("0s")]
    public void A_calculated_time_that_is_not_ahead_is_no_wait(string time)
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("order").On("order.placed").Wait(time).Send("x", expires: "1h").Done()));
        life.Order("1m", "o", 1);

        Assert.Equal(Make.At("1m"), Assert.Single(life.Decided).DecidedAt);
    }

    [Fact]
    public void No_wait_is_longer_than_ten_years()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("order").On("order.placed").Wait("9000000d").Send("x").Done()));
        life.Order("0s", "o", 1);

        Assert.Equal(Make.At("3650d"), life.State.Runs.Single().DueAt);
    }

    [Fact]
    public void An_event_ends_the_wait_by_the_first_arm_that_matches_and_is_seen_by_what_follows()
    {
        var life = Life.Reachable(Make.Definitions(Parcel.Done()));
        life.Order("0s", "o-1", 10);
        life.Order("0s", "o-2", 10);
        life.On("1d", EventTypes.ShipmentDelayed, ("orderId", "o-2"));

        var sent = Assert.Single(life.Decided);
        Assert.Equal("delayed", sent.Template);
        Assert.Equal("o-1", Assert.Single(life.State.Runs).Key);
    }

    [Fact]
    public void Without_the_event_the_timeout_is_taken()
    {
        var life = Life.Reachable(Make.Definitions(Parcel.Done()));
        life.Order("0s", "o-1", 10);
        life.Until("3d");

        Assert.Equal("silent", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void The_event_that_ended_the_wait_is_matched_and_the_run_s_own_stays_event()
    {
        var journey = Make.Journey("reply").On("order.placed", "event.orderId")
            .Wait(arms: JourneyMaker.Arm("shipment.delivered", 1)).Set("note", "matched.shipmentId + event.orderId")
            .Wait("1d").Exit().Done();
        var life = new Life(Make.Definitions(journey));
        life.Order("0s", "o-1", 10);
        Assert.Null(life.State.NextDueAt);
        life.On("1d", EventTypes.ShipmentDelivered, ("orderId", "o-1"), ("shipmentId", "s-9"));

        Assert.Equal("s-9o-1", life.State.Runs.Single().Variables["note"].AsText());
    }

    [Fact]
    public void A_restart_of_a_wait_for_events_alone_goes_on_waiting()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("order").On("order.placed", "event.orderId")
            .Wait(until: "event.promisedAt", restart: "product.viewed", arms: JourneyMaker.Arm("shipment.delivered", 1)).Send("x").Done()));
        life.Order("0s", "o-1", 10);
        life.On("1h", EventTypes.ProductViewed, ("productId", "p"));

        Assert.Equal(Make.At("1h"), Assert.Single(life.State.Runs).WaitingSince);
        Assert.Empty(life.Decided);
    }

    [Fact]
    public void A_local_time_is_that_of_the_customer_s_zone_and_the_transcript_says_so()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").WaitLocal(new NextLocalTime(new(18, 0), Weekdays.All)).Send("x").Done()));
        life.On("0s", EventTypes.CustomerIdentified, ("timeZone", "America/New_York"));
        life.Cart("1m", "a", 30);

        Assert.Equal(["Waits until 2025-11-11T23:00:00Z (2025-11-11 18:00 in America/New_York)."], life.Told(LineKind.Step));
        life.Until("15h");
        Assert.Equal(Make.At("14h"), Assert.Single(life.Decided).DecidedAt);
    }

    [Fact]
    public void Without_a_zone_of_the_customer_the_brand_s_holds_and_a_new_zone_moves_the_wait()
    {
        var journey = Make.Journey("cart").On("cart.updated").WaitLocal(new NextLocalTime(new(18, 0), Weekdays.All)).Send("x").Done();
        var life = Life.Reachable(new("test", Make.Brand with { TimeZone = "Europe/Berlin" }, [journey]));
        life.Cart("1m", "a", 30);
        Assert.Equal(Make.At("8h"), life.State.NextDueAt);

        life.On("2h", EventTypes.CustomerIdentified, ("timeZone", "Asia/Tokyo"));

        Assert.Equal(["Waits in the new time zone until 2025-11-12T09:00:00Z (2025-11-12 18:00 in Asia/Tokyo)."], life.Told(LineKind.Step));
        Assert.Equal(Make.At("24h"), life.State.NextDueAt);
    }

    [Fact]
    public void A_date_that_has_passed_in_the_new_zone_is_due_at_once()
    {
        var morning = new OnLocalDate(Make.Expr("event.promisedAt"), default, new(9, 0));
        var life = Life.Reachable(Make.Definitions(Make.Journey("order").On("order.placed").WaitLocal(morning).Send("x").Done()));
        life.On("0s", EventTypes.OrderPlaced, ("orderId", "o"), ("total", 1), ("promisedAt", Make.At("26h")));
        Assert.Equal(Make.At("24h"), life.State.NextDueAt);

        life.On("20h", EventTypes.CustomerIdentified, ("timeZone", "Asia/Tokyo"));

        life.Until("21h");
        Assert.Equal(Make.At("20h"), Assert.Single(life.Decided).DecidedAt);
    }

    [Fact]
    public void Within_its_hours_a_wait_goes_on_at_once()
    {
        var hours = new WithinLocalWindow(new(new(9, 0), new(18, 0), Weekdays.All));
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").WaitLocal(hours).Send("x").Done()));
        life.Cart("1m", "a", 30);

        Assert.Single(life.Decided);
        Assert.Contains("No wait: it is within 09:00-18:00.", life.Told(LineKind.Step));
    }

    [Fact]
    public void A_local_date_that_is_absent_is_no_wait()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated").WaitLocal(new OnLocalDate(Make.Expr("event.promisedAt"), new(-1, default), null)).Send("x").Done()));
        life.Cart("1m", "a", 30);

        Assert.Contains("No wait: event.promisedAt -1d is absent.", life.Told(LineKind.Step));
    }

    [Fact]
    public void Waits_that_end_together_are_taken_in_one_turn_the_longest_over_first()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("x").Done()));
        life.Cart("0s", "a", 30);
        life.Cart("0s", "b", 30);
        life.Cart("1m", "c", 30);
        var turns = life.Entries.Count;
        life.Until("2h");

        Assert.Equal(turns + 2, life.Entries.Count);
        Assert.Equal(["a", "b", "c"], life.Lines(LineKind.Sent).Select(line => line.Key!));
    }
}
