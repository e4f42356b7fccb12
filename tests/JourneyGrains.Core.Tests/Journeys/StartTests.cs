using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class StartTests
{
    [Fact]
    public void The_other_journey_begins_in_the_same_turn_with_the_data_as_its_event()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("thanks").On("order.placed").Keeps("cartId", "total").Start("later", null, ("cartId", "event.cartId"), ("value", "event.total * 2")).Done(),
            Make.Journey("later").On("cart.updated", "event.cartId").Wait("1h").Send("more").Done()));
        life.Order("1m", "o", 20, cart: "a");

        var run = Assert.Single(life.State.Runs);
        Assert.Equal(("later", "a", 40m, Make.At("1m")), (run.Journey, run.Key, run.Event["value"].AsNumber(), run.StartedAt));
        Assert.Equal(["Starts later."], life.Told(LineKind.Step).Where(text => text.StartsWith("Starts", StringComparison.Ordinal)));
        Assert.Contains(life.Lines(LineKind.Entered), line => (line.Origin, line.Text) == ("later", "Entered by thanks."));
        life.Flow("2h");
        Assert.Equal([("more", Make.At("1h1m"))], life.Out);
    }

    [Fact]
    public void A_key_that_is_given_takes_the_place_of_the_journey_s_own()
    {
        var life = Started("event.orderId");
        life.Order("1m", "o", 20, cart: "a");

        Assert.Equal("o", Assert.Single(life.State.Runs).Key);
    }

    [Fact]
    public void An_absent_key_starts_nothing_and_is_told()
    {
        var life = Started("event.nothing");
        life.Order("1m", "o", 20, cart: "a");

        Assert.Empty(life.State.Runs);
        Assert.Equal(["Not entered: the key given is absent."], life.Told(LineKind.NotEntered));
    }

    [Fact]
    public void The_rules_of_entry_hold_for_it()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("thanks").On("order.placed").Keeps("cartId", "total").Start("later", null, ("cartId", "event.cartId"), ("value", "event.total")).Done(),
            Make.Journey("later").On("cart.updated", "event.cartId", "event.value > 10", new(ReentryRule.Never, default)).Wait("1h").Done()));
        life.Order("1m", "o-1", 5, cart: "a");
        Assert.Equal(["Not entered: event.value > 10 does not hold."], life.Told(LineKind.NotEntered));
        life.Order("2m", "o-2", 50, cart: "a");
        Assert.Single(life.State.Runs);
        life.Order("3m", "o-3", 50, cart: "a");
        Assert.Equal(["Not entered: a run with this key is under way."], life.Told(LineKind.NotEntered));
        life.Order("3h", "o-4", 50, cart: "a");
        Assert.Equal(["Not entered: entered before, and this journey is entered once only."], life.Told(LineKind.NotEntered));
    }

    [Fact]
    public void The_event_that_led_to_it_neither_ends_nor_moves_it()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("again").On("cart.updated").ExitOn("order.placed").Wait("1d", arms: JourneyMaker.Arm("order.placed", Journey.End)).Done(),
            Make.Journey("thanks").On("order.placed").Start("again").Done()));
        life.Order("1m", "o-1", 20);
        Assert.Single(life.State.Runs);

        life.Order("2m", "o-2", 20);
        Assert.Contains(life.Lines(LineKind.Exited), line => line.Origin == "again");
    }

    [Fact]
    public void It_begins_when_a_wait_is_over_as_well()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated").Wait("1h").Start("later").Done(),
            Make.Journey("later").On("product.viewed").Send("more").Done()));
        life.Cart("0s", "a", 20);
        life.Flow("2h");

        Assert.Equal([("more", Make.At("1h"))], life.Out);
    }

    [Fact]
    public void Journeys_that_start_one_another_come_to_an_end_within_a_turn()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("ping").On("cart.updated").Start("pong").Done(),
            Make.Journey("pong").On("product.viewed").Start("ping").Done()));
        life.Cart("1m", "a", 20);

        Assert.Empty(life.State.Runs);
        Assert.Equal(1 + CustomerLimits.StartsPerTurnMax, life.Count(LineKind.Entered));
        Assert.Equal(["Not entered by ping: 20 journeys were started in this turn, which is the most."], life.Told(LineKind.Limit));
    }

    [Fact]
    public void Each_round_of_a_loop_starts_a_run_of_its_own()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated").Repeat(3).Set("note", "run.round").Start("later", "text(run.round)").Wait("1h", next: 0).Done(),
            Make.Journey("later").On("product.viewed").Wait("10d").Done()));
        life.Cart("0s", "a", 20);
        life.Until("1d");

        Assert.Equal(["1", "2", "3"], life.State.Runs.Select(run => run.Key));
        Assert.Equal(3, life.State.Runs.Select(run => run.Id).Distinct().Count());
    }

    [Fact]
    public void Data_have_a_limit()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated").Set("note", "'0123456789'").Repeat(10, next: 3).Set("note", "run.note + run.note", next: 1)
                .Start("later", null, ("a", "run.note"), ("b", "run.note")).Done(),
            Make.Journey("later").On("product.viewed").Wait("10d").Done()));
        life.Cart("0s", "a", 20);

        Assert.Empty(life.State.Runs);
        Assert.Contains("later not started: its data are larger than 16384 characters.", life.Told(LineKind.Limit));
    }

    private static Life Started(string key) => Life.Reachable(Make.Definitions(
        Make.Journey("thanks").On("order.placed").Start("later", key, ("cartId", "event.cartId")).Done(),
        Make.Journey("later").On("cart.updated", "event.cartId").Wait("1h").Done()));
}
