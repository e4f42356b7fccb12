using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class ForgottenTests
{
    private readonly Life life = Life.Reachable(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").Send("now").Wait("45m").Send("later").Done()));

    public ForgottenTests()
    {
        life.Arrive("1m", Make.Event("x", EventTypes.CartUpdated, "1m", ("cartId", "a"), ("value", 30)), offset: 4);
        life.Take(new ForgetCommand("f-1"), "2m");
    }

    [Fact]
    public void Nothing_is_kept_but_that_the_customer_was_forgotten()
    {
        Assert.Equal(
            CoreJson.Write(CustomerState.New("c-1") with { Turns = 4, Clock = Make.At("2m"), LogOffset = 4, Forgotten = true }),
            CoreJson.Write(life.State));
    }

    [Fact]
    public void An_event_is_refused_and_its_offset_counts_as_consumed()
    {
        var turn = life.Arrive("3m", Make.Event("y", EventTypes.ProductViewed, "3m", ("productId", "p")), offset: 5);

        Assert.Equal(RefusalCodes.Forgotten, turn.Refusal!.Code);
        Assert.Null(turn.Entry);
        Assert.Equal(5, turn.State.LogOffset);
        Assert.Empty(turn.State.Recent.Events);
    }

    [Fact]
    public void A_redelivered_event_is_not_refused_a_second_time()
    {
        Assert.Null(life.Arrive("3m", Make.Event("x", EventTypes.CartUpdated, "1m", ("cartId", "a"), ("value", 30)), offset: 4).Refusal);
    }

    [Fact]
    public void A_consent_is_refused()
    {
        var turn = life.Take(new ConsentCommand("k", "email", "marketing", true, null), "3m");

        Assert.Equal(RefusalCodes.Forgotten, turn.Refusal!.Code);
        Assert.Empty(turn.State.Consents);
    }

    [Fact]
    public void Neither_timers_nor_messages_nor_waves_nor_forgetting_again_change_anything()
    {
        var before = life.State;

        life.Until("10h");
        life.Take(TimerInput.Due, "11h");
        life.Clear("11h", life.Decided[0]);
        life.Settle("11h", life.Decided[0], HandOverOutcome.Accepted("250"));
        life.Wave("11h", "sale", "one");
        life.Take(new ForgetCommand("f-2"), "12h");

        Assert.Same(before, life.State);
        Assert.Single(life.Decided);
    }
}
