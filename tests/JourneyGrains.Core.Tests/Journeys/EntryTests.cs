using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class EntryTests
{
    [Fact]
    public void A_run_starts_for_each_key_and_one_at_a_time_for_each()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("x").Done()));
        life.Cart("1m", "a", 30);
        life.Cart("2m", "b", 30);
        life.Cart("3m", "a", 40);

        Assert.Equal(["a", "b"], life.State.Runs.Select(run => run.Key));
        Assert.Equal("Not entered: a run with this key is under way.", Assert.Single(life.Lines(LineKind.NotEntered)).Text);
    }

    [Fact]
    public void Without_a_key_one_run_goes_at_a_time()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated").Wait("45m").Send("x").Done()));
        life.Cart("1m", "a", 30);
        life.Cart("2m", "b", 30);
        life.Until("3h");
        life.Cart("3h", "c", 30);

        Assert.Equal(2, life.Count(LineKind.Entered));
        Assert.Equal("", Assert.Single(life.State.Runs).Key);
    }

    [Fact]
    public void An_absent_key_starts_nothing_and_says_so()
    {
        var life = new Life(Make.Definitions(Make.Journey("order").On("order.placed", "event.cartId").Wait("45m").Send("x").Done()));
        life.Order("1m", "o-1", 30);

        Assert.Empty(life.State.Runs);
        Assert.Contains("the key event.cartId is absent", life.Told(LineKind.NotEntered).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_may_be_a_key()
    {
        var life = new Life(Make.Definitions(Make.Journey("table").On("table.booked", "event.number").Wait("45m").Send("x").Done()));
        life.On("1m", "table.booked", ("number", 7.50m));
        life.On("1m", "table.booked", ("number", 7.5m));

        Assert.Equal("7.5", Assert.Single(life.State.Runs).Key);
    }

    [Fact]
    public void A_condition_that_does_not_hold_starts_nothing_and_says_which()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId", "event.value >= 20").Wait("45m").Send("x").Done()));
        life.Cart("1m", "a", 19.99m);
        Assert.Equal(["Not entered: event.value >= 20 does not hold."], life.Told(LineKind.NotEntered));

        life.Cart("2m", "a", 20);
        Assert.Single(life.State.Runs);
    }

    [Fact]
    public void A_condition_sees_the_facts_of_its_own_event()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("first").On("order.placed", when: "customer.orders == 1 && customer.points == 20").Exit().Done()));
        life.Order("1m", "o-1", 10);
        life.Order("2m", "o-2", 10);

        Assert.Equal(1, life.Count(LineKind.Entered));
    }

    [Theory]
    [InlineData("always", "2h", true)]
    [InlineData("never", "900d", false)]
    [InlineData("after", "6d23h", false)]
    [InlineData("after", "7d", true)]
    public void Whether_a_customer_enters_again_after_the_end_is_the_journey_s_rule(string rule, string at, bool enters)
    {
        var again = rule switch
        {
            "always" => Reentry.Always,
            "never" => new Reentry(ReentryRule.Never, TimeSpan.Zero),
            _ => new Reentry(ReentryRule.After, TimeSpan.FromDays(7)),
        };
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId", again: again).Wait("45m").Send("x").Done()));
        life.Cart("0s", "a", 30);
        life.Cart(at, "a", 30);
        life.Cart(at, "other", 30);

        Assert.Equal(enters, life.State.Runs.Any(run => run.Key == "a"));
        Assert.Contains(life.State.Runs, run => run.Key == "other");
        Assert.Equal(enters ? 0 : 1, life.Count(LineKind.NotEntered));
    }

    [Fact]
    public void A_customer_may_enter_again_after_an_exit()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed").Wait("45m").Send("x").Done()));
        life.Cart("1m", "a", 30);
        life.Order("2m", "o-1", 30);
        life.Cart("3m", "a", 30);

        Assert.Equal(2, life.Count(LineKind.Entered));
        Assert.Equal(Make.At("3m"), Assert.Single(life.State.Runs).StartedAt);
    }

    [Fact]
    public void Journeys_look_at_an_event_in_order_of_their_names()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("zebra").On("cart.updated").Wait("1h").Done(),
            Make.Journey("ant").On("cart.updated").Wait("1h").Done(),
            Make.Journey("Bee").On("cart.updated").Wait("1h").Done()));
        life.Cart("1m", "a", 30);

        Assert.Equal(["Bee", "ant", "zebra"], life.Lines(LineKind.Entered).Select(line => line.Origin!));
    }

    [Fact]
    public void A_run_keeps_only_the_properties_the_journey_uses()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Keeps("value").Wait("45m").Send("x").Done()));
        life.On("1m", EventTypes.CartUpdated, ("cartId", "a"), ("value", 30), ("url", "https://shop.example.org/c/a"));

        Assert.Equal(Make.Properties(("value", 30)), life.State.Runs.Single().Event.Properties);
    }
}
