using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class LimitTests
{
    [Fact]
    public void No_more_runs_than_the_limit_start_and_the_refused_entry_is_told()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("x").Done()));
        Repeat(CustomerLimits.RunsMax + 1, number => life.Cart("1m", $"c-{number}", 30));

        Assert.Equal(CustomerLimits.RunsMax, life.State.Runs.Length);
        Assert.Equal("c-50", Assert.Single(life.Lines(LineKind.Limit)).Key);
    }

    [Fact]
    public void No_more_messages_than_the_limit_wait_and_the_one_not_decided_is_told()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Send("x").Done()));
        Repeat(CustomerLimits.OutboxMax + 1, number => life.Cart("1m", $"c-{number}", 30));

        Assert.Equal((CustomerLimits.OutboxMax, CustomerLimits.OutboxMax), (life.State.Outbox.Length, life.Decided.Count));
        Assert.Contains("not sent", Assert.Single(life.Lines(LineKind.Limit)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_recent_event_goes_first()
    {
        var life = new Life(Make.Definitions());
        Repeat(CustomerLimits.RecentMax + 2, number => life.On("1m", EventTypes.ProductViewed, ("productId", $"p-{number}")));

        Assert.Equal(CustomerLimits.RecentMax, life.State.Recent.Events.Length);
        Assert.Equal("p-2", life.State.Recent.Events[0]["productId"].AsText());
    }

    [Fact]
    public void The_oldest_open_goal_goes_first_and_is_told()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d").Exit().Done()));
        Repeat(CustomerLimits.GoalsMax + 1, number => life.Cart("1m", $"c-{number}", 30));

        Assert.Equal(CustomerLimits.GoalsMax, life.State.Goals.Length);
        Assert.Equal("c-0", Assert.Single(life.Lines(LineKind.Limit)).Key);
    }

    [Fact]
    public void The_oldest_remembered_entry_goes_first_and_is_told()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId", again: new(ReentryRule.Never, TimeSpan.Zero)).Exit().Done()));
        Repeat(CustomerLimits.EnteredMax + 1, number => life.Cart("1m", $"c-{number}", 30));

        Assert.Equal(CustomerLimits.EnteredMax, life.State.Entered.Length);
        Assert.Equal("c-0", Assert.Single(life.Lines(LineKind.Limit)).Key);
    }

    [Fact]
    public void A_key_beyond_the_limit_starts_no_run_and_is_told_without_it()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Wait("45m").Send("x").Done()));
        life.Cart("1m", new string('k', CustomerLimits.KeyLengthMax), 30);
        life.Cart("2m", new string('k', CustomerLimits.KeyLengthMax + 1), 30);

        Assert.Single(life.State.Runs);
        Assert.Null(Assert.Single(life.Lines(LineKind.Limit)).Key);
    }

    [Fact]
    public void A_profile_text_beyond_the_limit_is_told_and_not_taken()
    {
        var life = Life.Reachable(Make.Definitions());
        life.On("1m", EventTypes.CustomerIdentified, ("firstName", new string('x', CustomerLimits.ProfileTextMax + 1)), ("lastName", "L"));

        Assert.Equal(("Ada", "L"), (life.State.Profile.FirstName, life.State.Profile.LastName));
        Assert.Single(life.Lines(LineKind.Limit));
    }

    [Fact]
    public void An_attribute_beyond_the_number_or_the_bytes_is_told_and_not_set()
    {
        var life = new Life(Make.Definitions());
        Repeat(CustomerLimits.AttributesMax + 1, number => Attribute(life, $"a-{number:000}", "x"));
        Assert.Equal(CustomerLimits.AttributesMax, life.State.Profile.Attributes.Count);
        Assert.Single(life.Lines(LineKind.Limit));

        Attribute(life, "a-000", new string('x', CustomerLimits.AttributesBytesMax));
        Assert.Equal("x", life.State.Profile.Attributes["a-000"].AsText());
        Assert.Equal(2, life.Count(LineKind.Limit));
    }

    [Fact]
    public void A_run_that_takes_more_steps_in_one_turn_than_the_limit_is_ended()
    {
        var journey = Make.Journey("long").On("cart.updated");
        Repeat(CustomerLimits.StepsPerTurnMax + 1, number => journey.Set("note", $"{number}"));
        var life = new Life(Make.Definitions(journey.Done()));

        life.Cart("1m", "a", 30);

        Assert.Empty(life.State.Runs);
        Assert.Equal(CustomerLimits.StepsPerTurnMax, life.Count(LineKind.Step));
        Assert.Single(life.Lines(LineKind.Limit));
    }

    private static void Attribute(Life life, string name, string value) =>
        life.On("1m", EventTypes.CustomerIdentified, ("attributes", Make.Properties((name, value))));

    private static void Repeat(int times, Action<int> action)
    {
        for (var number = 0; number < times; number++)
        {
            action(number);
        }
    }
}
