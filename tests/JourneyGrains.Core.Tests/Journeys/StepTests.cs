using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class StepTests
{
    [Theory]
    [InlineData(10, "small")]
    [InlineData(60, "middle")]
    [InlineData(600, "big")]
    public void A_branch_goes_by_the_first_arm_that_holds(int value, string template)
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Branch(3, ("event.value > 500", 1), ("event.value > 50", 2))
            .Send("big", next: Journey.End).Send("middle", next: Journey.End).Send("small").Done()));
        life.Cart("1m", "a", value);

        Assert.Equal(template, Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void A_branch_tells_every_condition_it_looked_at()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Branch(Journey.End, ("event.value > 500", 1), ("event.value > 50", 1)).Exit().Done()));
        life.Cart("1m", "a", 60);

        Assert.Equal(["Branch: event.value > 500 does not hold.", "Branch: event.value > 50 holds."], life.Told(LineKind.Step));
    }

    [Fact]
    public void What_is_set_on_the_run_is_seen_by_later_steps_and_survives_a_wait()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Set("note", "event.value * 2").Set("minimum", "run.note + 1").Wait("1h").SetAttribute("seen", "run.minimum").Done()));
        life.Cart("0s", "a", 30);
        Assert.Equal(61, life.State.Runs.Single().Variables["minimum"].AsNumber());

        life.Until("2h");
        Assert.Equal(61, life.State.Profile.Attributes["seen"].AsNumber());
    }

    [Fact]
    public void Setting_to_absent_removes()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Set("note", "1").Set("note", "event.nothing").SetAttribute("a", "1").SetAttribute("a", "event.nothing").Wait("1h").Done()));
        life.Cart("0s", "a", 30);

        Assert.Empty(life.State.Runs.Single().Variables);
        Assert.Empty(life.State.Profile.Attributes);
    }

    [Fact]
    public void What_is_set_is_told_but_no_text_that_may_say_who_the_customer_is()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Set("half", "event.value / 2").Set("rich", "event.value > 20").Set("later", "event.time + duration(\"1h\")").Set("wait", "duration(\"36h\")")
            .Set("code", "'SORRY10'").Set("cart", "event.cartId").Set("all", "[1, 2]").Set("none", "event.nothing")
            .SetAttribute("half", "event.value / 2").SetAttribute("cart", "event.cartId").Done()));
        life.Cart("1m", "ada@example.org", 30);

        Assert.Equal(
            [
                "Set run.half to 15.", "Set run.rich to true.", "Set run.later to 2025-11-11T10:01:00Z.", "Set run.wait to 1d12h.",
                "Set run.code to 'SORRY10'.", "Set run.cart to a text of 15 characters.", "Set run.all to a list of 2.", "Set run.none to nothing.",
                "Set customer.attributes.half to 15.", "Set customer.attributes.cart to a text of 15 characters.",
            ],
            life.Told(LineKind.Step));
    }

    [Fact]
    public void An_attribute_beyond_the_limit_is_not_told_to_be_set()
    {
        var steps = Make.Journey("cart").On("cart.updated");
        for (var at = 0; at <= CustomerLimits.AttributesMax; at++)
        {
            steps = steps.SetAttribute($"a{at}", "1");
        }

        var life = new Life(Make.Definitions(steps.Done()));
        life.Cart("1m", "a", 30);

        Assert.DoesNotContain($"Set customer.attributes.a{CustomerLimits.AttributesMax} to 1.", life.Told(LineKind.Step));
        Assert.StartsWith($"The attribute 'a{CustomerLimits.AttributesMax}' is not set", Assert.Single(life.Told(LineKind.Limit)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exit_step_ends_the_run_with_its_reason()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").Exit("not today").Send("never").Done()));
        life.Cart("1m", "a", 30);

        Assert.Equal(["Ended: not today."], life.Told(LineKind.Finished));
        Assert.Empty(life.Decided);
    }

    [Fact]
    public void A_journey_without_steps_ends_where_it_begins()
    {
        var life = new Life(Make.Definitions(Make.Journey("count").On("cart.updated").Goal("order.placed", "1d").Done()));
        life.Cart("1m", "a", 30);

        Assert.Empty(life.State.Runs);
        Assert.Single(life.State.Goals);
        Assert.Equal(["Came to its end."], life.Told(LineKind.Finished));
    }

    [Fact]
    public void A_run_whose_journey_is_no_longer_defined_ends_when_its_wait_is_over()
    {
        var life = Waiting();
        life.Definitions = Make.Definitions();
        life.Until("2h");

        Assert.Empty(life.State.Runs);
        Assert.Contains("no longer among the definitions", life.Told(LineKind.TakenOut).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_wait_is_no_longer_in_the_journey_ends_when_it_is_looked_at()
    {
        var life = Waiting();
        life.Definitions = Make.Definitions(Make.Journey("cart").On("cart.updated").Send("x").Wait("1h").Done());
        life.Until("2h");

        Assert.Empty(life.State.Runs);
        Assert.Empty(life.Decided);
        Assert.Contains("has no wait '0' any more", life.Told(LineKind.TakenOut).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_on_under_a_new_version_that_still_has_its_wait()
    {
        var life = Waiting();
        life.Definitions = Make.Definitions(Make.Journey("cart").On("cart.updated").Wait("5h").Send("new").Done());
        life.Until("2h");

        Assert.Equal(("new", Make.At("45m")), (life.Newest.Template, life.Newest.DecidedAt));
    }

    private static Life Waiting()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").Wait("45m").Send("x").Done()));
        life.Cart("0s", "a", 30);
        return life;
    }
}
