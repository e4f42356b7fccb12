using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class RepeatedInputTests
{
    private readonly Life life = Life.Reachable(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("cart").Done()));

    [Fact]
    public void An_event_with_a_repeated_id_changes_nothing()
    {
        life.Cart("1m", "a", 30);
        var before = life.State;

        var turn = life.Arrive("2m", Make.Event("e-3", EventTypes.CartUpdated, "2m", ("cartId", "b"), ("value", 99)));

        Assert.Same(before, turn.State);
        Assert.Null(turn.Entry);
        Assert.Null(turn.Refusal);
        Assert.Empty(turn.Decided);
    }

    [Fact]
    public void A_redelivered_log_offset_changes_nothing_even_with_another_id()
    {
        life.Arrive("1m", Make.Event("first", EventTypes.CartUpdated, "1m", ("cartId", "a"), ("value", 30)), offset: 7);
        var before = life.State;

        Assert.Same(
            before, life.Arrive("2m", Make.Event("same", EventTypes.CartUpdated, "2m", ("cartId", "b"), ("value", 30)), offset: 7).State);
        Assert.Same(
            before, life.Arrive("2m", Make.Event("older", EventTypes.CartUpdated, "2m", ("cartId", "b"), ("value", 30)), offset: 3).State);
        Assert.Equal(7, life.State.LogOffset);
    }

    [Fact]
    public void The_first_offset_of_a_log_is_taken_and_then_known()
    {
        var first = life.Arrive("1m", Make.Event("first", EventTypes.CartUpdated, "1m", ("cartId", "a"), ("value", 30)), offset: 0);
        var again = life.Arrive("1m", Make.Event("again", EventTypes.CartUpdated, "1m", ("cartId", "b"), ("value", 30)), offset: 0);

        Assert.NotNull(first.Entry);
        Assert.Null(again.Entry);
    }

    [Fact]
    public void An_event_from_elsewhere_does_not_move_the_log_offset_back()
    {
        life.Arrive("1m", Make.Event("logged", EventTypes.ProductViewed, "1m", ("productId", "p")), offset: 7);
        life.Arrive("2m", Make.Event("tracked", EventTypes.ProductViewed, "2m", ("productId", "p")));

        Assert.Equal(7, life.State.LogOffset);
    }

    [Fact]
    public void A_consent_command_with_a_repeated_id_changes_nothing()
    {
        life.Take(new ConsentCommand("k-1", "push", "marketing", true, "desk"), "1m");
        var before = life.State;

        Assert.Same(before, life.Take(new ConsentCommand("k-1", "push", "marketing", false, null), "2m").State);
    }

    [Fact]
    public void Ids_are_recognised_within_the_newest_256_and_forgotten_beyond()
    {
        for (var number = 0; number < CustomerLimits.SeenMax; number++)
        {
            life.Arrive("1m", Make.Event($"n-{number}", EventTypes.ProductViewed, "1m", ("productId", "p")));
        }

        Assert.Equal(CustomerLimits.SeenMax, life.State.Seen.Length);
        Assert.Null(life.Arrive("1m", Make.Event("n-0", EventTypes.ProductViewed, "1m", ("productId", "p"))).Entry);
        Assert.NotNull(life.Arrive("1m", Make.Event("e-1", EventTypes.ProductViewed, "1m", ("productId", "p"))).Entry);
    }

    [Fact]
    public void Ids_that_an_earlier_version_remembered_are_recognised_until_newer_ones_take_their_place()
    {
        var early = Enumerable.Range(0, CustomerLimits.SeenMax).Select(number => $"old-{number}").ToList();
        var seen = new SeenIds([], [.. early.Select(id => StableHashing.Number(id))]);

        Assert.All(early, id => Assert.Null(seen.AddNew(id)));
        for (var number = 0; number < CustomerLimits.SeenMax; number++)
        {
            Assert.NotNull(seen.AddNew(early[0] + "x"));
            seen = seen.AddNew($"new-{number}")!;
            Assert.Equal(CustomerLimits.SeenMax, seen.Length);
            Assert.All(early.Skip(number + 1), id => Assert.Null(seen.AddNew(id)));
            Assert.Null(seen.AddNew($"new-{number}"));
        }

        Assert.All(early, id => Assert.NotNull(seen.AddNew(id)));
    }

    [Fact]
    public void Taking_the_same_turn_twice_gives_the_same_bytes()
    {
        var input = new EventInput(Make.Event("x", EventTypes.CartUpdated, "1m", ("cartId", "a"), ("value", 30)));

        var one = Customer.Take(life.State, input, Make.At("1m"), life.Definitions);
        var two = Customer.Take(life.State, input, Make.At("1m"), life.Definitions);

        Assert.Equal(CoreJson.Write(one.State), CoreJson.Write(two.State));
        Assert.Equal(CoreJson.Write(one.Entry!), CoreJson.Write(two.Entry!));
    }

    [Fact]
    public void Time_never_goes_back()
    {
        life.Cart("30m", "a", 30);

        var turn = Customer.Take(
            life.State, new EventInput(Make.Event("x", EventTypes.CartUpdated, "10m", ("cartId", "b"), ("value", 30))), Make.At("10m"), life.Definitions);

        Assert.Equal(Make.At("30m"), turn.Entry!.At);
        Assert.Equal(Make.At("30m"), turn.State.Clock);
        Assert.Equal(Make.At("75m"), turn.State.Runs.Single(run => run.Key == "b").DueAt);
    }

    [Fact]
    public void A_timer_before_anything_is_due_changes_nothing()
    {
        life.Cart("1m", "a", 30);

        Assert.Same(life.State, Customer.Take(life.State, TimerInput.Due, Make.At("45m"), life.Definitions).State);
        Assert.Null(Customer.CatchUp(life.State, Make.At("46m"), life.Definitions));
        Assert.NotNull(Customer.CatchUp(life.State, Make.At("47m"), life.Definitions));
    }

    [Fact]
    public void What_is_due_exactly_when_an_event_arrives_comes_after_it()
    {
        life.Definitions = Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed", "event.cartId == run.key")
                .Wait("45m").Send("cart").Done());
        life.Cart("0s", "a", 30);

        life.Order("45m", "o-1", 30, "a");
        life.Until("2h");

        Assert.Empty(life.Decided);
        Assert.Single(life.Lines(LineKind.Exited));
    }
}
