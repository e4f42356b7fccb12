using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using static JourneyGrains.Core.Tests.Governance.Sending;

namespace JourneyGrains.Core.Tests.Governance;

public sealed class CapTests
{
    [Fact]
    public void A_message_beyond_a_cap_is_withheld_with_the_cap_its_count_and_when_there_is_room()
    {
        var life = Life(Caps(Rolling("two", 2, "7d")), OnCart());
        Carts(life, "1h", "2h", "3h");

        Assert.Equal([("x", Make.At("1h")), ("x", Make.At("2h"))], life.Out);
        Assert.Equal(
            ["x not handed over: cap two (2 within 7d) is used up: 2 counted, free from 2025-11-18 10:00 in UTC."], life.Told(LineKind.Withheld));
    }

    [Theory]
    [InlineData("25h", true)]
    [InlineData("24h59m59s", false)]
    public void A_rolling_window_is_exact_to_the_moment(string second, bool passes)
    {
        var life = Life(Caps(Rolling("daily", 1, "24h")), OnCart());
        Carts(life, "1h", second);

        Assert.Equal(passes ? 2 : 1, life.Out.Count());
    }

    [Theory]
    [InlineData(CalendarUnit.Day, "14h59m", "15h", true)]
    [InlineData(CalendarUnit.Day, "15h", "38h59m", false)]
    [InlineData(CalendarUnit.Week, "0s", "5d14h59m", false)]
    [InlineData(CalendarUnit.Week, "0s", "5d15h", true)]
    [InlineData(CalendarUnit.Month, "0s", "19d14h59m", false)]
    [InlineData(CalendarUnit.Month, "0s", "19d15h", true)]
    public void Days_weeks_and_months_are_those_of_the_customer_s_calendar(CalendarUnit unit, string first, string second, bool passes)
    {
        var life = Life(Caps(Calendar("one", 1, unit)), OnCart());
        Carts(life, first, second);

        Assert.Equal(passes ? 2 : 1, life.Out.Count());
    }

    [Fact]
    public void A_day_of_one_customer_ends_when_that_of_another_goes_on()
    {
        var cap = Caps(Calendar("one", 1, CalendarUnit.Day));
        var (tokyo, berlin) = (Life(cap, OnCart()), Life(cap, OnCart()));
        tokyo.On("0s", EventTypes.CustomerIdentified, ("timeZone", "Asia/Tokyo"));
        berlin.On("0s", EventTypes.CustomerIdentified, ("timeZone", "Europe/Berlin"));
        foreach (var life in new[] { tokyo, berlin })
        {
            Carts(life, "5h", "6h30m");
        }

        Assert.Equal((2, 1), (tokyo.Out.Count(), berlin.Out.Count()));
        Assert.EndsWith("free from 2025-11-12 00:00 in Europe/Berlin.", berlin.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_may_let_a_message_wait_until_there_is_room()
    {
        var life = Life(Caps(Rolling("daily", 1, "24h", waits: true)), OnCart());
        Carts(life, "1h", "2h");

        Assert.Equal(HoldReason.Cap, life.State.Outbox.Single().HeldBy);
        Assert.Equal(["x held: cap daily (1 within 1d) is used up: 1 counted, free from 2025-11-12 10:00 in UTC."], life.Told(LineKind.Held));
        life.Flow("30h");
        Assert.Equal([("x", Make.At("1h")), ("x", Make.At("25h"))], life.Out);
    }

    [Fact]
    public void A_message_that_expires_before_there_is_room_is_withheld_at_once()
    {
        var life = Life(Caps(Rolling("daily", 1, "24h", waits: true)), OnCart(expires: "12h"));
        Carts(life, "1h", "2h");

        Assert.Empty(life.State.Outbox);
        Assert.EndsWith("and it expires before, at 2025-11-11T23:00:00Z.", life.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_counts_by_channel_purpose_and_tag_what_its_filter_fits_and_all_of_them_hold()
    {
        var sale = SendTerms.Plain with { Tags = ["sale"] };
        var rules = Caps(
            Rolling("sales", 1, "7d", MessageFilter.All with { Tags = ["sale"] }), Rolling("mails", 2, "7d", MessageFilter.All with { Channels = ["email"] }));
        var life = Life(rules, OnCart("sale", terms: sale), Make.Journey("order").On("order.placed", "event.orderId").Send("plain").Done());
        Carts(life, "1h", "2h");
        life.Order("3h", "o-1", 10);
        life.Order("4h", "o-2", 10);
        life.Flow("5h");

        Assert.Equal(["sale", "plain"], life.Out.Select(one => one.Template));
        Assert.Equal(["sales", "mails"], life.Lines(LineKind.Withheld).Select(line => line.Text.Split(' ')[5]));
    }

    [Theory]
    [InlineData(false, null, 2, 2)]
    [InlineData(true, null, 3, 2)]
    [InlineData(true, false, 3, 1)]
    [InlineData(false, false, 3, 1)]
    public void To_override_a_cap_and_to_use_it_up_are_two_things(bool overrides, bool? counts, int handedOver, int counted)
    {
        var order = Make.Journey("order").On("order.placed", "event.orderId")
            .Send("special", terms: SendTerms.Plain with { Overrides = overrides, Counts = counts }).Done();
        var life = Life(Caps(Rolling("one", 2, "7d")), OnCart(), order);
        Carts(life, "1h");
        life.Order("2h", "o-1", 10);
        life.Flow("3h");
        life.Order("3h", "o-2", 10);
        life.Flow("4h");

        Assert.Equal(handedOver, life.Out.Count());
        Assert.Equal(counted, life.State.Caps!.Of("one").Length);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(true, 1)]
    public void A_transactional_message_passes_and_uses_no_cap_up_unless_it_says_so(bool? counts, int marketing)
    {
        var order = Make.Journey("order").On("order.placed", "event.orderId")
            .Send("receipt", purpose: "service", terms: SendTerms.Plain with { Counts = counts }).Done();
        var life = Life(Caps(Rolling("two", 2, "7d")), OnCart(), order);
        life.Order("1h", "o-1", 10);
        life.Flow("1h1s");
        Carts(life, "2h", "3h", "4h");
        life.Order("5h", "o-2", 10);
        life.Flow("6h");

        Assert.Equal((2, marketing), (life.Out.Count(one => one.Template == "receipt"), life.Out.Count(one => one.Template == "x")));
    }

    [Fact]
    public void What_is_being_handed_over_counts_until_it_is_known_that_it_failed()
    {
        var life = Life(Caps(Rolling("one", 1, "7d")), OnCart());
        life.Cart("1h", "a", 30);
        var first = life.Newest;
        life.Cart("1h", "b", 30);
        var second = life.Newest;
        Assert.NotNull(life.Clear("2h", first).Cleared);
        Assert.Null(life.Clear("2h", second).Cleared);
        Assert.Contains("1 counted", life.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);

        life.Settle("3h", first, new(HandOverResult.Refused, "404"));
        life.Cart("3h", "c", 30);
        Assert.NotNull(life.Clear("3h", life.Newest).Cleared);
    }

    [Fact]
    public void An_attempt_that_is_tried_again_after_a_crash_does_not_count_against_itself()
    {
        var life = Life(Caps(Rolling("one", 1, "7d")), OnCart());
        life.Cart("1h", "a", 30);
        Assert.NotNull(life.Clear("2h", life.Newest).Cleared);

        Assert.NotNull(life.Clear("3h", life.Newest).Cleared);
    }

    [Fact]
    public void The_state_keeps_no_more_than_the_caps_need_and_nothing_where_there_are_none()
    {
        var life = Life(Caps(Rolling("two", 2, "1h"), Rolling("unused", 5, "1h", MessageFilter.All with { Channels = ["push"] })), OnCart());
        Carts(life, [.. Enumerable.Range(1, 20).Select(hour => $"{hour * 2}h")]);
        Assert.Equal(20, life.Out.Count());
        Assert.Equal(("two", 2), (Assert.Single(life.State.Caps!.Uses).Cap, life.State.Caps.Uses[0].At.Length));

        var free = Life(SendingRules.None, OnCart());
        Carts(free, "1h", "2h");
        Assert.Null(free.State.Caps);
        Assert.DoesNotContain("caps", System.Text.Encoding.UTF8.GetString(CoreJson.Write(free.State)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_that_is_gone_from_the_definitions_is_forgotten_with_the_next_that_counts()
    {
        var life = Life(Caps(Rolling("old", 2, "7d")), OnCart());
        Carts(life, "1h");
        life.Definitions = new("test", Brand(Caps(Rolling("new", 2, "7d"))), [OnCart()]);
        Carts(life, "2h");

        Assert.Equal("new", Assert.Single(life.State.Caps!.Uses).Cap);
    }

    private static SendingRules Caps(params Cap[] caps) => new() { Caps = [.. caps], Tags = ["sale"] };

    private static void Carts(Life life, params string[] times)
    {
        foreach (var at in times)
        {
            life.Flow(at);
            life.Cart(at, $"cart-{at}", 30);
            life.Drain();
        }
    }
}
