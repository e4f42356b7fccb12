using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Journeys;

public class RequestTests
{
    private static readonly DefinitionSet Definitions = Make.Definitions(
        Make.Journey("desk").On(RuntimeEvents.Requested, "event.orderId", "event.orderId != 'o-9'", new(ReentryRule.Never, TimeSpan.Zero))
            .ByApi("orderId").ExitOn("order.refunded", "event.orderId == run.key").Keeps("orderId").Wait("1h").Send("sorry", purpose: "service").Done(),
        Make.Journey("cart").On("cart.updated", "event.cartId").ByApi().Wait("1h").Done(),
        Make.Journey("late").On("order.placed").Wait("1h").Done());

    [Fact]
    public void A_call_begins_a_run_with_its_data_as_the_event()
    {
        var life = Life.Reachable(Definitions);
        var turn = life.Enter("1m", "k-1", "desk", ("orderId", "o-1"), ("more", "not kept"));

        Assert.Null(turn.Refusal);
        Assert.Equal("enter desk k-1", turn.Entry!.Input);
        Assert.Equal("Entered by journey.requested k-1.", Assert.Single(turn.Entry.Lines, line => line.Kind == LineKind.Entered).Text);
        var run = Assert.Single(life.State.Runs);
        Assert.Equal(("desk", "o-1", Make.At("1m")), (run.Journey, run.Key, run.StartedAt));
        Assert.Equal(["orderId"], run.Event.Properties.AsMap().Keys);
        life.Until("2h");
        Assert.Equal("sorry", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void The_same_command_again_changes_nothing_even_when_the_run_is_over()
    {
        var life = Life.Reachable(Definitions);
        Assert.False(life.Enter("1m", "k-1", "desk", ("orderId", "o-1")).Repeated);
        life.Until("2h");
        var before = life.State;

        var again = life.Enter("3h", "k-1", "desk", ("orderId", "o-1"));

        Assert.Equal((null, true), (again.Refusal, again.Repeated));
        Assert.Same(before, again.State);
    }

    [Theory]
    [InlineData("nowhere", "o-1", RefusalCodes.Unknown, "There is no journey 'nowhere'; there are: cart, desk, late.")]
    [InlineData("late", "o-1", RefusalCodes.NotEntered, "The journey 'late' is not entered by a call; its 'enter' would have to say 'by: api'.")]
    [InlineData("desk", null, RefusalCodes.Missing, "the data of desk need 'orderId' (Text).")]
    [InlineData("desk", "o-9", RefusalCodes.NotEntered, "Not entered: event.orderId != 'o-9' does not hold.")]
    [InlineData("desk", "o-2", RefusalCodes.NotEntered, "Not entered: a run with this key is under way.")]
    [InlineData("desk", "o-3", RefusalCodes.NotEntered, "Not entered: entered before, and this journey is entered once only.")]
    public void What_is_refused_says_why_and_changes_nothing(string journey, string? order, string code, string reason)
    {
        var life = Life.Reachable(Definitions);
        life.Enter("1m", "k-3", "desk", ("orderId", "o-3"));
        life.On("2m", "order.refunded", ("orderId", "o-3"));
        life.Enter("3m", "k-2", "desk", ("orderId", "o-2"));
        var before = life.State;

        var turn = life.Enter("4m", "k-4", journey, ("orderId", order));

        Assert.Equal(new Refusal(code, reason), turn.Refusal);
        Assert.Same(before, turn.State);
        Assert.Null(turn.Entry);
    }

    [Fact]
    public void What_was_refused_may_be_asked_again_under_the_same_id()
    {
        var life = Life.Reachable(Definitions);
        life.Enter("1m", "k-1", "cart", ("cartId", "a"), ("value", 1));
        Assert.NotNull(life.Enter("2m", "k-2", "cart", ("cartId", "a"), ("value", 1)).Refusal);
        life.Until("2h");

        Assert.Null(life.Enter("2h", "k-2", "cart", ("cartId", "a"), ("value", 1)).Refusal);
        Assert.Single(life.State.Runs);
    }

    [Fact]
    public void Data_beyond_what_an_event_may_have_are_refused()
    {
        var life = Life.Reachable(Definitions);

        Assert.Equal(RefusalCodes.TooLarge, life.Enter("1m", "k-1", "cart", ("cartId", new string('x', 40_000))).Refusal!.Code);
        Assert.Equal(RefusalCodes.Id, life.Enter("1m", "", "cart", ("cartId", "a")).Refusal!.Code);
        Assert.Equal(RefusalCodes.Unreadable, life.Take(new EnterCommand("k-2", "cart", Value.Of("text")), "1m").Refusal!.Code);
    }

    [Fact]
    public void A_command_with_an_id_that_was_taken_is_known_as_repeated_whatever_it_asks()
    {
        var life = Life.Reachable(Definitions);
        life.Enter("1m", "k-1", "desk", ("orderId", "o-1"));
        life.Arrive("2m", Make.Event("e-taken", "product.viewed", "2m", ("productId", "p")));
        var before = life.State;

        Assert.True(life.Enter("3m", "k-1", "desk", ("orderId", "o-2")).Repeated);
        Assert.True(life.Enter("3m", "k-1", "cart", ("cartId", "a"), ("value", 1)).Repeated);
        Assert.True(life.Enter("3m", "e-taken", "desk", ("orderId", "o-2")).Repeated);
        Assert.Same(before, life.State);
        Assert.False(life.Enter("3m", "k-2", "desk", ("orderId", "o-1")).Repeated);
    }

    [Fact]
    public void A_consent_under_an_id_that_was_taken_is_known_as_repeated()
    {
        var life = Life.Reachable(Definitions);
        var withdrawn = new ConsentCommand("k-1", "email", "marketing", false, null);
        Assert.False(life.Take(withdrawn, "1m").Repeated);

        Assert.True(life.Take(withdrawn with { Granted = true }, "2m").Repeated);
    }

    [Fact]
    public void Data_are_brought_into_their_kinds_as_properties_of_events_are()
    {
        var life = Life.Reachable(Definitions);
        Assert.Equal("'orderId' of the data of desk is to be Text, but is List.", life.Enter("1m", "k-1", "desk", ("orderId", Value.Of([]))).Refusal!.Reason);
        Assert.Null(life.Enter("1m", "k-1", "desk", ("orderId", 5)).Refusal);
        Assert.Equal("5", life.State.Runs.Single().Key);

        var scored = Make.Journey("scored").On(RuntimeEvents.Requested, "event.reason").ByApi("reason").Keeps("reason", "score").Wait("1h").Done();
        var type = scored.Entry.Request! with { Properties = [.. scored.Entry.Request!.Properties, new("score", ValueKind.Number, false, "")] };
        life = Life.Reachable(Make.Definitions(scored with { Entry = scored.Entry with { Request = type } }));
        Assert.Null(life.Enter("1m", "k-1", "scored", ("reason", ""), ("score", "12.50")).Refusal);
        var entered = life.State.Runs.Single().Event.Properties.AsMap();
        Assert.Equal(("", 12.50m), (entered["reason"].AsText(), entered["score"].AsNumber()));
    }

    [Fact]
    public void A_forgotten_customer_enters_nothing()
    {
        var life = Life.Reachable(Definitions);
        life.Take(new ForgetCommand("f-1"), "1m");

        Assert.Equal(RefusalCodes.Forgotten, life.Enter("2m", "k-1", "desk", ("orderId", "o-1")).Refusal!.Code);
    }

    [Fact]
    public void A_customer_of_whom_nothing_is_known_may_enter_and_is_known_from_then_on()
    {
        var life = new Life(Definitions);

        Assert.Null(life.Enter("1m", "k-1", "desk", ("orderId", "o-1")).Refusal);
        Assert.Equal(Make.At("1m"), life.State.KnownSince);
        Assert.Single(life.State.Runs);
    }

    [Fact]
    public void The_command_reads_back_from_the_journal_as_what_it_was()
    {
        var journaled = new JournaledInput(new EnterCommand("k-1", "desk", Make.Properties(("orderId", "o-1"), ("total", 12.50m))), Make.At("1h"));

        Assert.Equal(journaled, CoreJson.ReadJournaled(CoreJson.Write(journaled)));
    }

    [Fact]
    public void A_producer_cannot_publish_what_the_runtime_itself_tells()
    {
        var refusal = EventChecks.Check(Make.Event("e-1", RuntimeEvents.Requested, "1m"), Make.At("1m")).Refusal!;

        Assert.Equal(RefusalCodes.Type, refusal.Code);
        Assert.Contains("journey.requested is told by the runtime itself", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("{\"a\": [1, {\"b\": null}]}", null)]
    [InlineData("{} {}", RefusalCodes.Unreadable)]
    [InlineData("[1]", RefusalCodes.Unreadable)]
    [InlineData("{\"a\"", RefusalCodes.Unreadable)]
    [InlineData("nonsense", RefusalCodes.Unreadable)]
    public void Data_are_one_json_object_or_nothing(string json, string? code)
    {
        var (data, refusal) = EventJson.ReadData(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Equal((code, code is null ? ValueKind.Map : ValueKind.Null), (refusal?.Code, data.Kind));
    }
}
