using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using static JourneyGrains.Core.Tests.Governance.Sending;

namespace JourneyGrains.Core.Tests.Governance;

/// <summary>A cart is reminded of an hour after it is left, with a high priority; what an order brings has a low one.</summary>
public sealed class PriorityTests
{
    private static readonly SendingRules OneADay = new() { Caps = [Calendar("daily", 1, CalendarUnit.Day)] };

    private static readonly Journey Reminder = Make.Journey("reminder").On("cart.updated", "event.cartId")
        .ExitOn("checkout.started").Wait("1h").Branch(2, ("event.value > 10", 3)).Exit().Send("remind", terms: Of(10)).Done();

    private static readonly Journey News = Make.Journey("news").On("order.placed", "event.orderId").Send("news", expires: "3d", terms: Of(1)).Done();

    [Fact]
    public void A_lower_message_is_kept_back_for_a_higher_one_that_is_known_to_come()
    {
        var life = Life(OneADay, Reminder, News);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Drain();

        Assert.Equal(
            ["news held: kept back for remind of reminder (priority 10, at 2025-11-11T10:00:00Z), for which cap daily (1 a day) has no other place."],
            life.Told(LineKind.Held));
        Assert.Equal((HoldReason.Priority, Make.At("1h")), (life.State.Outbox.Single().HeldBy, life.State.Outbox.Single().RetryAt));
        life.Flow("3h");
        Assert.Equal([("remind", Make.At("1h"))], life.Out);
        Assert.StartsWith("news not handed over: cap daily (1 a day) is used up", life.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_in_the_turn_in_which_the_higher_one_falls_through()
    {
        var life = Life(OneADay, Reminder, News);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Drain();
        life.On("20m", "checkout.started", ("cartId", "a"));
        Assert.Equal(Make.At("20m"), life.State.NextDueAt);
        life.Flow("3h");

        Assert.Equal([("news", Make.At("20m"))], life.Out);
    }

    [Fact]
    public void It_goes_at_once_where_there_is_room_for_both()
    {
        var life = Life(new() { Caps = [Calendar("daily", 2, CalendarUnit.Day)] }, Reminder, News);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Flow("3h");

        Assert.Equal([("news", Make.At("10m")), ("remind", Make.At("1h"))], life.Out);
    }

    [Theory]
    [InlineData(5, "1h", 1)]
    [InlineData(30, "20d", 1)]
    [InlineData(30, "14h59m", 0)]
    [InlineData(30, "15h", 1)]
    public void A_higher_one_counts_as_known_if_its_conditions_hold_and_it_comes_while_the_place_would_be_taken(decimal value, string wait, int handedOver)
    {
        var later = Make.Journey("reminder").On("cart.updated", "event.cartId").Wait(wait).Branch(2, ("event.value > 10", 3)).Exit().Send("remind", terms: Of(10)).Done();
        var life = Life(OneADay, later, News);
        life.Cart("0s", "a", value);
        life.Order("10m", "o", 5);
        life.Flow("20m");

        Assert.Equal(handedOver, life.Out.Count());
    }

    [Fact]
    public void A_higher_one_behind_a_second_wait_or_without_a_channel_or_expired_by_then_is_not_known()
    {
        var second = Make.Journey("second").On("cart.updated", "event.cartId").Wait("1h").Wait("1h").Send("remind", terms: Of(10)).Done();
        var unreachable = Make.Journey("sms").On("cart.updated", "event.cartId").Wait("1h").Send("remind", channel: "sms", terms: Of(10)).Done();
        var expired = Make.Journey("expired").On("cart.updated", "event.cartId").Wait("1h").Send("remind", expires: "event.time", terms: Of(10)).Done();
        var life = Life(OneADay, second, unreachable, expired, News);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Flow("20m");

        Assert.Equal([("news", Make.At("10m"))], life.Out);
    }

    [Fact]
    public void A_higher_one_that_quiet_hours_would_hold_is_expected_at_their_end()
    {
        var rules = OneADay with { QuietHours = [new(MessageFilter.All with { Channels = ["push"] }, [], true), Quiet(10, 20, MessageFilter.All with { Tags = ["late"] })] };
        var late = Make.Journey("reminder").On("cart.updated", "event.cartId").Wait("2h").Send("remind", terms: Of(10) with { Tags = ["late"] }).Done();
        var life = Life(rules, late, News);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Drain();

        Assert.Equal(Make.At("11h"), life.State.Outbox.Single().RetryAt);
    }

    [Fact]
    public void Of_two_that_are_ready_together_the_higher_goes_though_it_was_decided_later()
    {
        var life = Life(OneADay, News, Make.Journey("special").On("order.placed", "event.orderId").Send("special", terms: Of(5)).Done());
        life.Order("10m", "o", 5);
        life.Flow("1h");

        Assert.Equal([("special", Make.At("10m"))], life.Out);
        Assert.Equal(Make.At("10m"), life.Entries[^1].At);
    }

    [Fact]
    public void Of_equals_the_one_decided_first_goes_first()
    {
        var life = Life(OneADay, News, Make.Journey("other").On("order.placed", "event.orderId").Send("other", expires: "3d", terms: Of(1)).Done());
        life.Order("10m", "o", 5);
        life.Flow("1h");

        Assert.Equal([("news", Make.At("10m"))], life.Out);
    }

    [Fact]
    public void One_that_overrides_or_does_not_count_is_not_kept_back_and_one_that_overrides_needs_no_place()
    {
        var overriding = Make.Journey("over").On("order.placed", "event.orderId").Send("over", terms: Of(0) with { Overrides = true, Counts = false }).Done();
        var uncounted = Make.Journey("free").On("order.placed", "event.orderId").Send("free", terms: Of(0) with { Counts = false }).Done();
        var life = Life(OneADay, Reminder, overriding, uncounted);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Flow("2h");
        Assert.Equal(["free", "over", "remind"], life.Out.Select(one => one.Template).Order(StringComparer.Ordinal));

        var high = Make.Journey("high").On("cart.updated", "event.cartId").Wait("1h").Send("high", terms: Of(10) with { Overrides = true }).Done();
        var other = Life(OneADay, high, News);
        other.Cart("0s", "a", 30);
        other.Order("10m", "o", 5);
        other.Flow("2h");
        Assert.Equal(["news", "high"], other.Out.Select(one => one.Template));
    }

    [Fact]
    public void One_that_expires_before_the_higher_one_comes_waits_for_it_to_fall_through_until_then()
    {
        var brief = Make.Journey("news").On("order.placed", "event.orderId").Send("news", expires: "30m", terms: Of(1)).Done();
        var life = Life(OneADay, Reminder, brief);
        life.Cart("0s", "a", 30);
        life.Order("10m", "o", 5);
        life.Flow("2h");

        Assert.Equal(["remind"], life.Out.Select(one => one.Template));
        Assert.Equal(["news not handed over: it expired at 2025-11-11T09:40:00Z."], life.Lines(LineKind.Withheld).Select(line => line.Text));
    }

    [Fact]
    public void A_higher_one_that_has_no_place_either_way_keeps_nothing_back()
    {
        var rules = new SendingRules { Caps = [Calendar("daily", 1, CalendarUnit.Day, MessageFilter.All with { Tags = ["sale"] }), Calendar("all", 2, CalendarUnit.Day)] };
        var life = Life(rules, OnCart("first", terms: Of(0) with { Tags = ["sale"] }), Reminder, News);
        life.Cart("0s", "a", 30);
        life.Drain();
        Assert.Equal(["first"], life.Out.Select(one => one.Template));

        life.Order("10m", "o", 5);
        life.Drain();
        Assert.Contains("cap all (2 a day)", life.Told(LineKind.Held).Single(), StringComparison.Ordinal);
    }

    private static SendTerms Of(int priority) => SendTerms.Plain with { Priority = priority };
}
