using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Messaging;

public sealed class HandOverTests
{
    private readonly Life life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Send("x").Done()));

    public HandOverTests() => life.Cart("0s", "a", 30);

    [Fact]
    public void A_message_that_is_cleared_has_its_address_and_an_attempt_begun()
    {
        var turn = life.Clear("1m", life.Newest);

        Assert.Equal(("c-1", "ada@example.org"), (turn.Cleared!.CustomerId, turn.Cleared.Address));
        Assert.Equal((MessageStatus.HandingOver, 1), (turn.Cleared.Message.Status, turn.Cleared.Message.Attempts));
        Assert.Equal(turn.Cleared.Message.Id, Assert.Single(turn.State.Outbox).Id);
        Assert.Null(turn.Entry);
    }

    [Fact]
    public void The_address_is_the_one_of_the_moment_of_hand_over()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));

        Assert.Equal("ada@new.example.org", life.Clear("2m", life.Newest).Cleared!.Address);
    }

    [Fact]
    public void Consent_withdrawn_after_the_decision_holds_at_hand_over()
    {
        life.Consent("1m", "email", false);

        Withheld("consent for email/marketing was withdrawn");
    }

    [Fact]
    public void A_suppression_after_the_decision_holds_at_hand_over()
    {
        life.On("1m", EventTypes.MessageBounced, ("messageId", "m"), ("channel", "email"), ("permanent", true));

        Withheld("email is suppressed after a bounce");
    }

    [Fact]
    public void An_address_gone_after_the_decision_holds_at_hand_over()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("email", ""));

        Withheld("no address for email");
    }

    [Fact]
    public void A_channel_gone_from_the_brand_holds_at_hand_over()
    {
        life.Definitions = new("test", new Brand { Channels = [new("push", "push")] }, life.Definitions.Journeys);

        Withheld("the brand has no channel 'email'");
    }

    [Theory]
    [InlineData("11h59m", true)]
    [InlineData("12h", false)]
    public void A_message_is_handed_over_before_it_expires_and_not_after(string at, bool cleared)
    {
        Assert.Equal(cleared, life.Clear(at, life.Newest).Cleared is not null);
        Assert.Equal(cleared ? 1 : 0, life.State.Outbox.Length);
    }

    [Fact]
    public void What_the_channel_took_is_remembered_and_out_of_the_outbox()
    {
        life.HandOver("1m", life.Newest);

        Assert.Empty(life.State.Outbox);
        Assert.Equal(
            [new(life.Newest.Id, "cart", "email", Make.At("1m")) { Address = AddressRules.Mark("email", "ada@example.org") }], life.State.Sent.AsEnumerable());
        Assert.Equal(["x handed to email: 250 OK."], life.Told(LineKind.HandedOver));
    }

    [Fact]
    public void An_outcome_reported_twice_counts_once()
    {
        life.HandOver("1m", life.Newest);
        var before = life.State;

        Assert.Same(before, life.Settle("2m", life.Newest, HandOverOutcome.Accepted("250")).State);
        Assert.Same(before, life.Clear("2m", life.Newest).State);
    }

    [Fact]
    public void A_refusal_for_good_gives_the_message_up()
    {
        life.Clear("1m", life.Newest);
        life.Settle("1m", life.Newest, new(HandOverResult.Refused, "404 Not Found"));

        Assert.Empty(life.State.Outbox);
        Assert.Empty(life.State.Sent);
        Assert.Equal(["x by email given up: refused for good: 404 Not Found."], life.Told(LineKind.Failed));
    }

    [Fact]
    public void Attempts_back_off_from_half_a_minute_to_an_hour_and_end()
    {
        life.Definitions = Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId").Send("x", expires: "30d").Done());
        life.Cart("1s", "long", 30);
        var message = life.Newest;
        var waits = new List<TimeSpan>();
        while (life.State.Outbox.FirstOrDefault(waiting => waiting.Id == message.Id) is { } waiting)
        {
            var now = waiting.RetryAt ?? life.State.Clock;
            if (waiting.RetryAt is not null)
            {
                var due = Customer.CatchUp(life.State, now + TimeSpan.FromSeconds(1), life.Definitions)!;
                Assert.Equal(message.Id, Assert.Single(due.Decided).Id);
                life.State = due.State;
            }

            life.State = Customer.Take(life.State, new ClearanceInput(message.Id), now, life.Definitions).State;
            life.State = Customer
                .Take(life.State, new HandOverInput(message.Id, new(HandOverResult.Retry, "503")), now, life.Definitions).State;
            waits.Add((life.State.NextDueAt ?? now) - now);
        }

        Assert.Equal(12, waits.Count);
        var expected = Enumerable.Range(0, 11).Select(attempt => Math.Min(30 * Math.Pow(2, attempt), 3600));
        Assert.All(waits.SkipLast(1).Zip(expected), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.8, pair.Second * 1.2));
        Assert.NotEqual(waits[9], waits[10]);
    }

    [Fact]
    public void A_retry_that_would_come_after_the_message_expires_gives_it_up()
    {
        life.Clear("11h59m50s", life.Newest);
        life.Settle("11h59m50s", life.Newest, new(HandOverResult.Retry, "503"));

        Assert.Empty(life.State.Outbox);
        Assert.Single(life.Lines(LineKind.Failed));
    }

    [Fact]
    public void A_wait_the_provider_asks_for_is_kept()
    {
        life.Clear("1m", life.Newest);
        life.Settle("1m", life.Newest, new(HandOverResult.Retry, "429", TimeSpan.FromMinutes(10)));

        Assert.Equal(Make.At("11m"), life.State.NextDueAt);
    }

    [Fact]
    public void A_wait_beyond_all_bounds_gives_the_message_up()
    {
        life.Clear("1m", life.Newest);
        life.Settle("1m", life.Newest, new(HandOverResult.Retry, "429", TimeSpan.MaxValue));

        Assert.Empty(life.State.Outbox);
    }

    [Fact]
    public void A_wait_finer_than_a_microsecond_comes_to_its_end()
    {
        life.Clear("1m", life.Newest);
        life.Settle("1m", life.Newest, new(HandOverResult.Retry, "429", TimeSpan.FromTicks((10 * TimeSpan.TicksPerMinute) + 7)));

        var due = Customer.CatchUp(life.State, Make.At("1h"), life.Definitions)!;

        Assert.Null(due.State.NextDueAt);
        Assert.Single(due.Decided);
    }

    [Fact]
    public void A_message_whose_channel_was_chosen_goes_by_the_next_that_reaches_the_customer()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("push", "token"));
        life.Consent("1m", "push", true);
        life.Consent("2m", "email", false);
        Assert.Null(life.Clear("3m", life.Newest).Cleared);

        Assert.Equal(["x goes by push: consent for email/marketing was withdrawn."], life.Told(LineKind.Held));
        Assert.Equal(("push", Make.At("3m")), (life.State.Outbox.Single().Channel, life.State.NextDueAt));
        life.Flow("4m");
        Assert.Equal(["push"], life.State.Sent.Select(sent => sent.Channel));
    }

    [Fact]
    public void After_an_attempt_a_message_stays_with_its_channel_whose_provider_may_have_it()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("push", "token"));
        life.Consent("1m", "push", true);
        life.Clear("2m", life.Newest);
        life.Consent("3m", "email", false);

        Assert.Null(life.Clear("4m", life.Newest).Cleared);
        Assert.Empty(life.State.Outbox);
        Assert.Equal(["x not handed over: consent for email/marketing was withdrawn."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_message_of_a_named_channel_goes_by_no_other()
    {
        var named = Make.Journey("cart").On("cart.updated", "event.cartId").Send("x", channel: "email").Done();
        var other = Life.Reachable(Make.Definitions(named));
        other.On("0s", EventTypes.CustomerIdentified, ("push", "token"));
        other.Consent("0s", "push", true);
        other.Cart("1m", "a", 30);
        other.Consent("2m", "email", false);
        other.Clear("3m", other.Newest);

        Assert.Empty(other.State.Outbox);
    }

    private void Withheld(string why)
    {
        var turn = life.Clear("2m", life.Newest);

        Assert.Null(turn.Cleared);
        Assert.Empty(turn.State.Outbox);
        Assert.Equal([$"x not handed over: {why}."], life.Told(LineKind.Withheld));
    }
}
