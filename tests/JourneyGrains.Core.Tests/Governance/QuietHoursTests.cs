using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using static JourneyGrains.Core.Tests.Governance.Sending;

namespace JourneyGrains.Core.Tests.Governance;

public sealed class QuietHoursTests
{
    private static readonly SendingRules Night = new() { QuietHours = [Quiet(21, 8)] };

    [Fact]
    public void A_message_decided_within_quiet_hours_waits_to_their_end_and_goes_then()
    {
        var life = Life(Night, OnCart());
        life.Cart("14h", "a", 30);

        Assert.Empty(life.Decided);
        Assert.Equal((MessageStatus.Held, HoldReason.QuietHours, Make.At("23h")), (life.State.Outbox[0].Status, life.State.Outbox[0].HeldBy!.Value, life.State.NextDueAt));
        Assert.Equal(["x held: quiet hours until 2025-11-12 08:00 in UTC."], life.Told(LineKind.Held));
        life.Flow("30h");
        Assert.Equal([("x", Make.At("23h"))], life.Out);
    }

    [Theory]
    [InlineData("11h59m59s", "11h59m59s")]
    [InlineData("12h", "23h")]
    [InlineData("22h59m59s", "23h")]
    [InlineData("23h", "23h")]
    public void Quiet_hours_hold_from_their_first_moment_to_before_their_last(string decided, string handedOver)
    {
        var life = Life(Night, OnCart());
        life.Cart(decided, "a", 30);
        life.Flow("40h");

        Assert.Equal([("x", Make.At(handedOver))], life.Out);
    }

    [Fact]
    public void They_go_by_the_customer_s_clock_and_a_new_zone_is_judged_at_once()
    {
        var life = Life(Night, OnCart());
        life.On("0s", EventTypes.CustomerIdentified, ("timeZone", "Asia/Tokyo"));
        life.Cart("5h", "a", 30);
        Assert.Equal(Make.At("14h"), life.State.NextDueAt);

        life.On("6h", EventTypes.CustomerIdentified, ("timeZone", "Europe/Berlin"));
        life.Flow("7h");

        Assert.Equal([("x", Make.At("6h"))], life.Out);
    }

    [Fact]
    public void A_message_that_comes_to_its_hand_over_within_them_waits_as_well()
    {
        var life = Life(Night, OnCart());
        life.Cart("11h", "a", 30);
        Assert.Null(life.Clear("13h", life.Newest).Cleared);

        Assert.Equal(["x held: quiet hours until 2025-11-12 08:00 in UTC."], life.Told(LineKind.Held));
        life.Flow("24h");
        Assert.Equal([("x", Make.At("23h"))], life.Out);
    }

    [Fact]
    public void A_message_that_would_expire_within_them_is_withheld_at_once()
    {
        var life = Life(Night, OnCart(expires: "9h"));
        life.Cart("14h", "a", 30);

        Assert.Empty(life.State.Outbox);
        Assert.Equal(
            ["x not sent: quiet hours until 2025-11-12 08:00 in UTC, and it expires before, at 2025-11-12T08:00:00Z."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_rule_may_withhold_what_falls_within_its_hours()
    {
        var life = Life(new() { QuietHours = [Quiet(21, 8, waits: false)] }, OnCart());
        life.Cart("14h", "a", 30);

        Assert.Equal(["x not sent: quiet hours until 2025-11-12 08:00 in UTC."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_transactional_message_passes()
    {
        var life = Life(Night, OnCart(purpose: "service"));
        life.Cart("14h", "a", 30);
        life.Flow("15h");

        Assert.Equal([("x", Make.At("14h"))], life.Out);
    }

    [Fact]
    public void The_first_rule_that_fits_a_channel_or_purpose_holds_and_one_without_hours_exempts()
    {
        var push = MessageFilter.All with { Channels = ["push"] };
        var rules = new SendingRules { QuietHours = [new(push with { Tags = ["urgent"] }, [], true), Quiet(22, 7, push), Quiet(21, 8)] };
        var urgent = SendTerms.Plain with { Tags = ["urgent"] };
        var life = Life(rules, OnCart("mail"), OnCart("push", channel: "push"), OnCart("alarm", channel: "push", terms: urgent));
        life.On("0s", EventTypes.CustomerIdentified, ("push", "token"));
        life.Consent("0s", "push", true);
        life.Cart("14h", "a", 30);
        life.Flow("40h");

        Assert.Equal([("alarm", Make.At("14h")), ("push", Make.At("22h")), ("mail", Make.At("23h"))], life.Out);
    }

    [Fact]
    public void Hours_that_follow_one_another_are_one()
    {
        var weekend = new QuietHours(MessageFilter.All, [.. Quiet(21, 8).Hours, .. Quiet(8, 12, on: Weekdays.Wednesday).Hours, .. Quiet(12, 13).Hours], true);
        var life = Life(new() { QuietHours = [weekend] }, OnCart());
        life.Cart("14h", "a", 30);

        Assert.Equal(Make.At("28h"), life.State.NextDueAt);
    }

    [Fact]
    public void An_exit_takes_back_what_is_held()
    {
        var journey = Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed").Send("x", expires: "3d").Done();
        var life = Life(Night, journey);
        life.Cart("14h", "a", 30);
        life.Order("15h", "o", 30, "a");

        Assert.Empty(life.State.Outbox);
        Assert.Null(life.State.NextDueAt);
        Assert.Single(life.Told(LineKind.Withdrawn));
    }

    [Fact]
    public void Consent_withdrawn_while_it_is_held_holds_at_their_end()
    {
        var life = Life(Night, OnCart());
        life.Cart("14h", "a", 30);
        life.Consent("15h", "email", false);
        life.Flow("40h");

        Assert.Empty(life.Out);
        Assert.Equal(["x not handed over: consent for email/marketing was withdrawn."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void Over_the_night_of_the_clocks_they_end_by_the_clock()
    {
        var berlin = new SendingRules { QuietHours = [Quiet(21, 8)] };
        var life = Making.Life.Reachable(new("test", Brand(berlin, "Europe/Berlin"), [OnCart()]));
        life.Cart("135d14h", "a", 30);
        life.Flow("137d");

        Assert.Equal(new DateTimeOffset(2026, 3, 27, 7, 0, 0, TimeSpan.Zero), life.Out.Single().At);
        life.Cart("137d14h", "b", 30);
        life.Flow("140d");
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 6, 0, 0, TimeSpan.Zero), life.Out.Last().At);
    }
}
