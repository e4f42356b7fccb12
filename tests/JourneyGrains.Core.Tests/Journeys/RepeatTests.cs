using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Governance;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class RepeatTests
{
    [Fact]
    public void Each_round_sends_a_message_of_its_own_until_the_rounds_are_used_up()
    {
        var life = Reminded(times: 3);
        life.Cart("1m", "a", 30);
        life.Flow("10d");

        Assert.Equal([Make.At("1m"), Make.At("1d1m"), Make.At("2d1m"), Make.At("3d1m")], life.Out.Select(sent => sent.At));
        Assert.Equal(["nudge", "nudge", "nudge", "last"], life.Out.Select(sent => sent.Template));
        Assert.Equal(4, life.Decided.Select(message => message.Id).Distinct().Count());
        Assert.Empty(life.State.Runs);
    }

    [Fact]
    public void The_transcript_tells_each_round_and_why_the_loop_is_left()
    {
        var life = Reminded(times: 2);
        life.Cart("1m", "a", 30);
        life.Flow("10d");

        Assert.Equal(
            ["Round 1 of 2 at most.", "Round 2 of 2 at most.", "Leaves the loop: 2 rounds are the most."],
            life.Lines(LineKind.Step).Select(line => line.Text).Where(text => text.Contains("ound", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_condition_is_looked_at_before_each_round_with_the_number_of_that_round()
    {
        var life = Reminded(times: 10, condition: "run.round < 3 && customer.orders == 0");
        life.Cart("1m", "a", 30);
        life.Flow("10d");

        Assert.Equal(["nudge", "nudge", "last"], life.Out.Select(sent => sent.Template));
        Assert.Contains(
            life.Lines(LineKind.Step),
            line => line.Text == "Leaves the loop before round 3: run.round < 3 && customer.orders == 0 does not hold.");
    }

    [Fact]
    public void A_condition_that_does_not_hold_at_first_lets_no_round_begin()
    {
        var life = Reminded(times: 10, condition: "customer.orders > 0");
        life.Cart("1m", "a", 30);

        Assert.Equal("last", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void The_round_is_kept_with_the_run_when_it_is_stored()
    {
        var life = Reminded(times: 3);
        life.Cart("1m", "a", 30);
        life.Flow("1d2m");
        life.State = StateEncoding.Read(StateEncoding.Write(life.State));
        Assert.Equal(2, life.State.Runs.Single().Rounds!.Value.Single().Number);

        life.Flow("10d");
        Assert.Equal(["nudge", "nudge", "nudge", "last"], life.Out.Select(sent => sent.Template));
    }

    [Fact]
    public void A_loop_within_a_loop_begins_anew_with_each_round_of_the_outer_one()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Repeat(2)
            .Set("note", "text(run.round)")
            .Repeat(3, next: 0)
            .Set("note", "run.note + text(run.round)", next: 2)
            .Done()));
        life.Cart("1m", "a", 30);

        Assert.Equal(6 + 2, life.Told(LineKind.Step).Count(text => text.StartsWith("Set run.note to a text of ", StringComparison.Ordinal)));
        Assert.Equal(2, life.Told(LineKind.Step).Count(text => text == "Leaves the loop: 3 rounds are the most."));
        Assert.Equal(["Came to its end."], life.Told(LineKind.Finished));
    }

    [Fact]
    public void After_the_loop_there_is_no_round_any_more()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Repeat(2, next: 2).Set("note", "run.round", next: 0).Set("minimum", "run.round").Wait("1h").Done()));
        life.Cart("1m", "a", 30);

        var run = life.State.Runs.Single();
        Assert.Null(run.Rounds);
        Assert.Equal(2, run.Variables["note"].AsNumber());
        Assert.DoesNotContain("minimum", run.Variables.Keys);
    }

    [Fact]
    public void An_exit_ends_the_run_within_a_loop()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").ExitOn("order.placed")
            .Repeat(5).Wait("1d").Send("nudge", next: 0).Done()));
        life.Cart("1m", "a", 30);
        life.Flow("1d2m");
        life.Order("1d3m", "o", 10);
        life.Flow("10d");

        Assert.Equal("nudge", Assert.Single(life.Out).Template);
        Assert.Empty(life.State.Runs);
    }

    [Fact]
    public void A_loop_that_passes_all_its_waits_ends_the_run_at_the_limit_of_steps()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Repeat(RepeatStep.TimesMax).Wait(until: "now").Wait(until: "now", next: 0).Done()));
        life.Cart("1m", "a", 30);

        Assert.Equal(["Ended: 200 steps in one turn, which is the most."], life.Told(LineKind.Limit));
        Assert.Empty(life.State.Runs);
    }

    [Fact]
    public void What_a_loop_builds_up_has_a_limit()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Set("note", "'0123456789'").Set("minimum", "[1]").Repeat(60, next: 5)
            .Set("note", "run.note + run.note").Set("minimum", "[run.minimum, run.minimum]", next: 2).Wait("1h").Done()));
        life.Cart("1m", "a", 30);

        var run = life.State.Runs.Single();
        Assert.Equal(10 * 1024, run.Variables["note"].AsText().Length);
        Assert.InRange(StateEncoding.Write(life.State).Length, 1, 64 * 1024);
        Assert.Contains("run.note not set: its value is larger than 16384 characters.", life.Told(LineKind.Limit));
        Assert.Contains("run.minimum not set: its value is larger than 16384 characters.", life.Told(LineKind.Limit));
    }

    [Fact]
    public void A_message_that_the_next_round_sends_is_known_to_come()
    {
        var life = Sending.Life(
            new() { Caps = [Sending.Calendar("daily", 1, CalendarUnit.Day)] },
            Make.Journey("cart").On("cart.updated").Repeat(3).Branch(3, ("run.round > 1", 2))
                .Send("high", terms: SendTerms.Plain with { Priority = 5 }).Wait("1h", next: 0).Done(),
            Make.Journey("view").On("product.viewed").Send("low").Done());
        life.Cart("1m", "a", 30);
        life.On("30m", "product.viewed", ("productId", "p"));
        life.Flow("31m");

        Assert.Contains(life.Told(LineKind.Held), text => text.Contains("kept back for high of cart", StringComparison.Ordinal));
    }

    private static Life Reminded(int times, string? condition = null) => Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated")
        .Repeat(times, condition, next: 3).Send("nudge").Wait("1d", next: 0).Send("last").Done()));
}
