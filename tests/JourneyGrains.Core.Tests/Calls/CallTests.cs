using System.Collections.Immutable;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Calls;

public sealed class CallTests
{
    [Fact]
    public void The_run_waits_and_the_request_is_in_the_outbox()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);

        var message = Assert.Single(life.Decided);
        Assert.Equal(new CallRequest("POST", "https://scores.example/v1/score", """{"cart":"a","at":"2025-11-11T09:00:00Z"}"""), message.Call);
        Assert.Equal(("call scores.example", "POST /v1/score", Make.At("1m")), (message.Channel, message.Template, message.ExpiresAt));
        Assert.Equal(("0", (DateTimeOffset?)Make.At("1m")), (life.State.Runs.Single().StepId, life.State.Runs.Single().DueAt));
        Assert.Equal(["POST /v1/score is to be called at scores.example; waits for the answer until 2025-11-11T09:01:00Z."], life.Told(LineKind.Called));
    }

    [Fact]
    public void What_a_get_asks_stands_in_its_address()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Call("https://scores.example:8443/v1?k=1", "GET", data: [("cart", "event.cartId"), ("none", "event.nothing"), ("b", "true")]).Done()));
        life.Cart("0s", "a b&c", 30);

        var message = Assert.Single(life.Decided);
        Assert.Equal(new CallRequest("GET", "https://scores.example:8443/v1?k=1&cart=a%20b%26c&b=true", null), message.Call);
        Assert.Equal("call scores.example:8443", message.Channel);
    }

    [Fact]
    public void The_answer_is_mapped_and_the_run_goes_on_in_its_turn()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Settle("2s", life.Newest, Answer(200, ("score", Value.Of(7))));

        Assert.Equal(["200", "7"], Noted(life));
        Assert.Equal(["POST /v1/score answered: HTTP 200."], life.Told(LineKind.Answered));
        Assert.Equal("answered", life.Newest.Template);
    }

    [Fact]
    public void An_answer_is_stored_with_the_journal_and_reads_back()
    {
        var input = new HandOverInput("m", Answer(200, ("score", Value.Of(7)), ("list", Value.Of([Value.Of("x")]))));
        var again = CoreJson.ReadJournaled(CoreJson.Write(new JournaledInput(input, null)));

        Assert.Equal(input.Outcome, Assert.IsType<HandOverInput>(again.Input).Outcome);
    }

    [Fact]
    public void A_call_that_is_stored_while_it_is_made_is_answered_afterwards()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.State = StateEncoding.Read(StateEncoding.Write(life.State));
        var again = life.Clear("2s", life.State.Outbox.Single()).Cleared!;
        Assert.Equal(("a", 2), (again.Message.Call!.Body!.Split('"')[3], again.Message.Attempts));
        life.Settle("3s", again.Message, Answer(200, ("score", Value.Of(7))));

        Assert.Equal("answered", life.Newest.Template);
    }

    [Fact]
    public void A_refusal_takes_the_branch_for_failures()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Settle("2s", life.Newest, new(HandOverResult.Refused, "HTTP 404"));

        Assert.Equal(["POST /v1/score failed: HTTP 404."], life.Told(LineKind.CallFailed));
        Assert.Equal("failed", life.Newest.Template);
    }

    [Fact]
    public void A_failed_attempt_is_made_again_soon_with_the_same_id()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        var id = life.Newest.Id;
        Begin(life, "0s");
        life.Settle("0s", life.Newest, new(HandOverResult.Retry, "HTTP 503"));
        Assert.InRange(life.State.Outbox.Single().RetryAt!.Value, Make.At("1s"), Make.At("3s"));

        life.Until("4s");
        Assert.Equal((id, 2), (life.Newest.Id, life.Clear("4s", life.Newest).Cleared!.Message.Attempts));
        life.Settle("5s", life.Newest, Answer(200));
        Assert.Equal("answered", life.Newest.Template);
    }

    [Fact]
    public void Without_an_answer_in_time_the_run_takes_the_branch_for_it_and_the_call_is_withdrawn()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        life.Until("2m");

        Assert.Equal(("timeout", Make.At("1m")), (life.Newest.Template, life.Newest.DecidedAt));
        Assert.DoesNotContain(life.State.Outbox, message => message.Call is not null);
        Assert.Equal(["POST /v1/score did not answer within 1m."], life.Lines(LineKind.CallFailed).Select(line => line.Text));
    }

    [Fact]
    public void A_call_whose_next_attempt_would_come_too_late_has_failed_at_once()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "50s");
        life.Settle("50s", life.Newest, new(HandOverResult.Retry, "HTTP 503", TimeSpan.FromSeconds(10)));

        Assert.Equal(["POST /v1/score failed: HTTP 503, after 1 attempt; there is no time for another."], life.Told(LineKind.CallFailed));
        Assert.Equal(("failed", Make.At("50s")), (life.Newest.Template, life.Newest.DecidedAt));
        Assert.DoesNotContain(life.State.Outbox, message => message.Call is not null);
        life.Until("10m");
        Assert.Equal((0, 1), (life.Count(LineKind.Withdrawn), life.Count(LineKind.CallFailed)));
    }

    [Fact]
    public void An_attempt_that_is_due_before_the_time_is_over_is_still_made()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "50s");
        life.Settle("50s", life.Newest, new(HandOverResult.Retry, "HTTP 503", TimeSpan.FromSeconds(9)));

        Assert.Equal(["POST /v1/score: attempt 1 failed (HTTP 503); next at 2025-11-11T09:00:59Z."], life.Told(LineKind.Retry));
        life.Until("59500ms");
        Begin(life, "59500ms");
        life.Settle("59600ms", life.State.Outbox.Single(), Answer(200));
        Assert.Equal("answered", life.Newest.Template);
    }

    [Fact]
    public void Attempts_that_all_fail_take_the_branch_for_failures_before_the_time_is_over()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        var at = "0ms";
        while (life.State.Outbox.SingleOrDefault(message => message.Call is not null) is { } call)
        {
            at = call.RetryAt is { } next ? $"{(next - Make.At("0s")).TotalMilliseconds:0}ms" : at;
            Begin(life, at);
            life.Settle(at, call, new(HandOverResult.Retry, "HTTP 500"));
        }

        Assert.EndsWith("attempts; there is no time for another.", life.Told(LineKind.CallFailed).Single(), StringComparison.Ordinal);
        Assert.InRange(life.Entries[^1].At, Make.At("10s"), Make.At("59s"));
        Assert.Equal("failed", Assert.Single(life.State.Outbox).Template);
    }

    [Fact]
    public void An_answer_that_comes_when_the_time_is_over_is_not_used()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        var call = life.Newest;
        Begin(life, "1s");
        life.Until("2m");
        life.Settle("3m", call, Answer(200, ("score", Value.Of(7))));

        Assert.Equal("timeout", life.Newest.Template);
        Assert.Empty(Noted(life));
        Assert.Contains("when its run had gone on: it is not used", life.Told(LineKind.Step).Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(life.State.Outbox, message => message.Call is not null);
    }

    [Fact]
    public void An_answer_past_the_time_is_not_used_though_the_timer_has_not_been_taken()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Take(new HandOverInput(life.Newest.Id, Answer(200)), "61s");
        Assert.Single(life.State.Runs);

        life.Until("2m");
        Assert.Equal("timeout", life.Newest.Template);
    }

    [Fact]
    public void An_exit_withdraws_the_call_and_its_answer_is_not_used()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        var call = life.Newest;
        Begin(life, "1s");
        life.On("2s", "order.placed", ("orderId", "o"), ("total", 1));
        Assert.Empty(life.State.Runs);
        life.Settle("3s", call, Answer(200));

        Assert.Empty(life.State.Outbox);
        Assert.Equal(call, life.Newest);
    }

    [Fact]
    public void Other_events_do_not_move_a_run_that_waits_for_an_answer()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        life.Cart("1s", "a", 40);

        Assert.Single(life.State.Runs);
        Assert.Equal(0, life.Count(LineKind.Finished));
    }

    [Fact]
    public void What_is_larger_than_a_call_may_be_is_not_called()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated")
            .Call(failed: 1, data: [("note", "event.note")]).Set("note", "'too large'").Wait("1h").Done()));
        life.On("0s", "cart.updated", ("cartId", "a"), ("value", 1), ("note", new string('x', CallRequest.BodyLengthMax)));

        Assert.Empty(life.Decided);
        Assert.Equal(["POST /v1/score not called: 2000 characters of address and 16384 of body are the most."], life.Told(LineKind.Limit));
        Assert.Equal("too large", life.State.Runs.Single().Variables["note"].AsText());
    }

    [Fact]
    public void What_is_larger_than_a_variable_is_not_set_from_an_answer()
    {
        var life = Asking();
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Settle("2s", life.Newest, Answer(200, ("score", Value.Of(new string('x', CustomerLimits.VariableSizeMax)))));

        Assert.Contains("run.minimum not set", life.Told(LineKind.Limit).Single(), StringComparison.Ordinal);
        Assert.Equal("answered", life.Newest.Template);
    }

    [Fact]
    public void Each_round_of_a_loop_makes_a_call_of_its_own()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated").Repeat(2).Call().Set("note", "1", next: 0).Done()));
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Settle("2s", life.Newest, Answer(200));

        Assert.Equal(2, life.Decided.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public void A_run_that_a_call_moved_on_may_start_another_journey()
    {
        var life = new Life(Make.Definitions(
            Make.Journey("cart").On("cart.updated").Call().Start("later").Done(), Make.Journey("later").On("product.viewed").Wait("1h").Done()));
        life.Cart("0s", "a", 30);
        Begin(life, "1s");
        life.Settle("2s", life.Newest, Answer(200));

        Assert.Equal("later", Assert.Single(life.State.Runs).Journey);
    }

    private static void Begin(Life life, string at) => Assert.NotNull(life.Clear(at, life.State.Outbox.Single(message => message.Call is not null)).Cleared);

    private static IEnumerable<string> Noted(Life life) => life.State.Runs.Single().Variables.OrderByDescending(pair => pair.Key).Select(pair => pair.Value.ToString());

    private static HandOverOutcome Answer(int status, params (string Name, Value Value)[] body) => HandOverOutcome.Accepted($"HTTP {status}") with
    {
        Answer = new(status, Value.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, body.Select(field => KeyValuePair.Create(field.Name, field.Value))))),
    };

    /// <summary>Says by a message where it went on, and waits there.</summary>
    private static Life Asking() => Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated").ExitOn("order.placed")
        .Call(into: [("note", "answer.status"), ("minimum", "answer.body.score")], timeout: 2, failed: 3, data: [("cart", "event.cartId"), ("at", "now")])
        .Send("answered", next: 4).Send("timeout", next: 4).Send("failed").Wait("9d").Done()));
}
