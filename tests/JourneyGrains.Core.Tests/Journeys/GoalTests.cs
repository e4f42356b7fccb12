using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class GoalTests
{
    private readonly Life life = new(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed", "event.cartId == run.key")
            .Goal("order.placed", "3d", "event.cartId == run.key").Wait("45m").Exit().Done()));

    [Fact]
    public void A_goal_within_its_time_is_counted_once_also_after_the_run_is_over()
    {
        life.Cart("0s", "a", 30);
        life.Order("2d", "o-1", 30, "a");
        life.Order("2d", "o-2", 30, "a");

        var goal = Assert.Single(life.Lines(LineKind.Goal));
        Assert.Equal(("cart", "a"), (goal.Origin, goal.Key));
        Assert.Contains("2d after the entry", goal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_event_that_ends_the_run_may_be_its_goal()
    {
        life.Cart("0s", "a", 30);
        life.Order("5m", "o-1", 30, "a");

        Assert.Equal(
            [LineKind.Exited, LineKind.Goal], life.Entries[^1].Lines.Where(line => line.Origin == "cart").Select(line => line.Kind));
    }

    [Theory]
    [InlineData("3d", 1)]
    [InlineData("3d1s", 0)]
    public void The_window_closes_with_its_last_moment(string at, int reached)
    {
        life.Cart("0s", "a", 30);
        life.Order(at, "o-1", 30, "a");

        Assert.Equal(reached, life.Count(LineKind.Goal));
        Assert.Empty(life.State.Goals);
    }

    [Fact]
    public void An_event_that_does_not_meet_the_condition_leaves_the_goal_open()
    {
        life.Cart("0s", "a", 30);
        life.Order("1d", "o-1", 30, "b");

        Assert.Equal(0, life.Count(LineKind.Goal));
        Assert.Single(life.State.Goals);
    }

    [Fact]
    public void Windows_that_are_over_are_dropped_when_one_opens()
    {
        life.Cart("0s", "a", 30);
        life.Cart("4d", "b", 30);

        Assert.Equal("b", Assert.Single(life.State.Goals).Run.Key);
    }

    [Fact]
    public void A_goal_s_condition_sees_what_the_run_set_also_after_its_end()
    {
        var spender = new Life(Make.Definitions(Make.Journey("more").On("cart.updated")
            .Goal("order.placed", "3d", "event.total >= run.minimum").Wait("1h").Set("minimum", "event.value * 2").Done()));
        spender.Cart("0s", "a", 30);
        spender.Order("2h", "o-1", 59);
        spender.Order("3h", "o-2", 60);

        Assert.Contains("e-3", Assert.Single(spender.Lines(LineKind.Goal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_opens_a_goal_does_not_reach_it()
    {
        var again = new Life(Make.Definitions(
            Make.Journey("order").On("order.placed", "event.orderId").Goal("order.placed", "3d").Exit().Done()));
        again.Order("0s", "o-1", 1);
        Assert.Equal(0, again.Count(LineKind.Goal));

        again.Order("1d", "o-2", 1);
        Assert.Equal("o-1", Assert.Single(again.Lines(LineKind.Goal)).Key);
        Assert.Equal("o-2", Assert.Single(again.State.Goals).Run.Key);
    }
}
