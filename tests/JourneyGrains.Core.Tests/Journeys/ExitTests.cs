using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class ExitTests
{
    /// <summary>Sends twice with a wait between; a purchase of the cart ends it anywhere.</summary>
    private static readonly DefinitionSet Definitions = Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed", "event.cartId == run.key")
            .Send("first").Wait("1h").Send("second").Done());

    private readonly Life life = Life.Reachable(Definitions);

    [Fact]
    public void An_exit_ends_the_run_in_the_turn_of_its_event()
    {
        life.Cart("1m", "a", 30);
        life.Cart("1m", "b", 30);
        life.Order("2m", "o-1", 30, "a");

        Assert.Equal("b", Assert.Single(life.State.Runs).Key);
        Assert.Equal("a", Assert.Single(life.Lines(LineKind.Exited)).Key);
        Assert.Contains(life.Entries[^1].Lines, line => line.Key == "b"
            && line.Text.Contains("event.cartId == run.key does not hold", StringComparison.Ordinal));
        life.Until("3h");
        Assert.Equal(
            ["b"], life.Lines(LineKind.Sent).Where(line => line.Text.StartsWith("second", StringComparison.Ordinal)).Select(line => line.Key!));
    }

    [Fact]
    public void An_exit_takes_back_what_the_run_has_waiting_and_nothing_of_another_run()
    {
        life.Cart("1m", "a", 30);
        life.Cart("1m", "b", 30);
        life.Order("2m", "o-1", 30, "a");

        Assert.Equal(life.Decided[1].Id, Assert.Single(life.State.Outbox).Id);
        Assert.Equal(life.Decided[0].Id, Assert.Single(life.Lines(LineKind.Withdrawn)).Subject);
        Assert.Null(life.Clear("3m", life.Decided[0]).Cleared);
    }

    [Fact]
    public void An_exit_takes_back_a_message_that_waits_for_its_next_attempt()
    {
        life.Cart("1m", "a", 30);
        life.Clear("1m", life.Newest);
        life.Settle("1m", life.Newest, new(HandOverResult.Retry, "503"));
        life.Order("70s", "o-1", 30, "a");

        Assert.Empty(life.State.Outbox);
        Assert.Single(life.Lines(LineKind.Withdrawn));
        Assert.Null(life.State.NextDueAt);
    }

    [Fact]
    public void An_exit_says_of_a_message_being_handed_over_that_it_is_too_late()
    {
        life.Cart("1m", "a", 30);
        life.Clear("1m", life.Newest);
        life.Order("2m", "o-1", 30, "a");

        Assert.Contains(life.Told(LineKind.Step), text => text.Contains("too late to take back", StringComparison.Ordinal));
        life.Settle("3m", life.Newest, HandOverOutcome.Accepted("250"));
        Assert.Single(life.State.Sent);
    }

    [Fact]
    public void A_message_whose_run_ended_while_it_was_being_handed_over_is_not_tried_again()
    {
        life.Cart("1m", "a", 30);
        life.Clear("1m", life.Newest);
        life.Order("2m", "o-1", 30, "a");
        life.Settle("3m", life.Newest, new(HandOverResult.Retry, "503"));

        Assert.Empty(life.State.Outbox);
        Assert.Equal(life.Newest.Id, Assert.Single(life.Lines(LineKind.Withdrawn)).Subject);
    }

    [Fact]
    public void A_message_whose_run_ended_is_not_handed_over_anew_after_a_crash_hid_the_attempt_s_outcome()
    {
        life.Cart("1m", "a", 30);
        life.Clear("1m", life.Newest);
        life.Order("2m", "o-1", 30, "a");
        life.State = StateEncoding.Read(StateEncoding.Write(life.State));

        Assert.Null(life.Clear("3m", life.Newest).Cleared);
        Assert.Empty(life.State.Outbox);
    }

    [Fact]
    public void An_exit_takes_back_the_last_message_of_a_run_that_came_to_its_end()
    {
        life.Cart("0s", "a", 30);
        life.HandOver("1m", life.Newest);
        life.Until("2h");
        Assert.Empty(life.State.Runs);
        Assert.Single(life.State.Ended);

        life.Order("2h", "o-1", 30, "a");

        Assert.Empty(life.State.Outbox);
        Assert.Empty(life.State.Ended);
        Assert.Single(life.Lines(LineKind.Withdrawn));
    }

    [Fact]
    public void A_run_at_its_end_is_remembered_until_its_last_message_is_out_and_no_longer()
    {
        life.Cart("0s", "a", 30);
        life.Until("2h");
        Assert.Equal(2, life.State.Outbox.Length);

        life.HandOver("2h", life.Decided[0]);
        Assert.Single(life.State.Ended);
        life.HandOver("2h", life.Decided[1]);
        Assert.Empty(life.State.Ended);
    }

    [Fact]
    public void An_event_that_ends_a_run_does_not_move_it_as_well()
    {
        var both = new Life(Make.Definitions(Make.Journey("parcel").On("order.placed").ExitOn("shipment.delivered")
            .Wait("1d", arms: JourneyMaker.Arm("shipment.delivered", 1)).Set("note", "1").Wait("1d").Done()));
        both.Order("1m", "o", 1);
        both.On("2m", EventTypes.ShipmentDelivered, ("orderId", "o"));

        Assert.Empty(both.State.Runs);
        Assert.DoesNotContain(both.Told(LineKind.Step), text => text.Contains("run.note", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_due_turn_is_given_up_with_all_that_hangs_on_it()
    {
        life.Cart("0s", "a", 30);
        life.Cart("30m", "b", 30);
        var turn = Customer.AbandonDue(life.State, Make.At("1h"), Definitions);

        Assert.Equal("b", Assert.Single(turn.State.Runs).Key);
        Assert.Single(turn.Entry!.Lines, line => line.Kind == LineKind.Failed);

        var bought = Customer.Take(
            turn.State,
            new EventInput(Make.Event("o", EventTypes.OrderPlaced, "2h", ("orderId", "o"), ("total", 1), ("cartId", "a"))),
            Make.At("2h"),
            Definitions);
        Assert.DoesNotContain(bought.State.Outbox, message => message.Id == life.Decided[0].Id);
    }

    [Fact]
    public void A_message_given_up_with_a_failed_due_turn_leaves_no_ended_run_behind()
    {
        var last = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated").ExitOn("order.placed").Send("only").Done()));
        last.Cart("1m", "a", 30);
        last.Clear("1m", last.Newest);
        last.Settle("1m", last.Newest, new(HandOverResult.Retry, "503"));

        var turn = Customer.AbandonDue(last.State, last.State.NextDueAt!.Value, last.Definitions);

        Assert.Empty(turn.State.Outbox);
        Assert.Empty(turn.State.Ended);
    }
}
