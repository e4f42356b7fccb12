using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Simulation.Tests;

public class SimulatorTests
{
    private static readonly ShoppingDayOptions Small = new() { Customers = 300, Events = 3_000 };

    [Fact]
    public void A_reminder_is_handed_over_when_its_wait_is_over_and_not_with_the_next_event()
    {
        var result = Run(new Day().Reachable().Cart(10).With(600, EventTypes.ProductViewed, ("productId", Value.Of("p-1"))).Events);
        var reminder = Assert.Single(result.Messages, message => message.Message.Origin == "cart-recovery");
        Assert.Equal(Day.At(55), reminder.HandedOverAt);
        Assert.Equal("c-1@example.com", reminder.Cleared.Address);
        Assert.NotEmpty(reminder.Rendered!.Text);
    }

    [Fact]
    public void An_event_that_arrives_at_the_moment_a_wait_is_over_comes_first()
    {
        Assert.DoesNotContain(
            Run(new Day().Reachable().Cart(10).Order(55).Events).Messages, message => message.Message.Origin == "cart-recovery");
        Assert.Contains(
            Run(new Day().Reachable().Cart(10).Order(56).Events).Messages, message => message.Message.Origin == "cart-recovery");
    }

    [Fact]
    public void Waits_end_up_to_the_last_arrival_of_all_unless_a_later_end_is_given()
    {
        var cart = new Day().Reachable().Cart(10).Events;
        var other = new Day("c-2").With(100, EventTypes.ProductViewed, ("productId", Value.Of("p-1"))).Events;
        Assert.Equal(0, Reminders(Run(cart)));
        Assert.Equal(1, Reminders(Run([.. cart, .. other])));
        Assert.Equal(0, Reminders(Run(cart, new() { Until = Day.At(55) })));
        Assert.Equal(1, Reminders(Run(cart, new() { Until = Day.At(55).AddSeconds(1) })));
    }

    [Fact]
    public void A_wave_reaches_those_known_by_then_after_what_arrived_by_then()
    {
        var looked = new Day("c-1").Reachable().With(60, EventTypes.ProductViewed, ("productId", Value.Of("p-1"))).Events;
        var bought = new Day("c-2").Reachable().With(10, EventTypes.ProductViewed, ("productId", Value.Of("p-1"))).Order(60).Events;
        var later = new Day("c-3").Reachable(61).With(62, EventTypes.ProductViewed, ("productId", Value.Of("p-1"))).Events;
        var result = Run([.. looked, .. bought, .. later], new() { Launches = [new("flash-sale", null, Day.At(60))] });
        var offered = Assert.Single(result.Messages, message => message.Message.Origin == "flash-sale/last-call");
        Assert.Equal(("c-1", Day.At(60)), (offered.CustomerId, offered.HandedOverAt));
        Assert.Equal(1, result.Totals["flash-sale/last-call/NotInAudience"]);
    }

    [Fact]
    public void A_launch_of_what_is_not_defined_is_an_error_that_names_what_is()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Run(new Day().Cart(1).Events, new() { Launches = [new("flash-sail", null, Day.At(60))] }));
        Assert.Equal("There is no campaign 'flash-sail'; there are: flash-sale.", error.Message);
        error = Assert.Throws<ArgumentException>(
            () => Run(new Day().Cart(1).Events, new() { Launches = [new("flash-sale", "first", Day.At(60))] }));
        Assert.Equal("The campaign 'flash-sale' has no wave 'first'; it has: last-call.", error.Message);
    }

    [Fact]
    public void Refused_events_are_listed_with_their_line_and_the_others_are_taken_as_if_they_were_not_there()
    {
        var good = new Day().Reachable().Cart(10).Cart(20).Events;
        var bad = new Day().With(15, EventTypes.CartUpdated, ("cartId", Value.Of("cart-1"))).Events[0] with { Line = 77 };
        var result = Run([good[0], good[1], bad, good[2], good[3]]);
        var refused = Assert.Single(result.Refused);
        Assert.Equal((77L, RefusalCodes.Missing), (refused.Line, refused.Refusal.Code));
        Assert.Equal(Run(good).Digest, result.Digest);
    }

    [Fact]
    public void A_repeated_event_changes_nothing()
    {
        var events = new Day().Reachable().Cart(10).Events;
        Assert.Equal(Run(events).Digest, Run([.. events, events[^1] with { Arrival = Day.At(10) }]).Digest);
    }

    [Fact]
    public void The_digest_does_not_depend_on_threads_or_on_the_order_of_different_customers()
    {
        var events = ShoppingDay.Generate(Small).ToList();
        var one = Run(events, new() { Threads = 1 });
        Assert.NotEmpty(one.Messages);
        Assert.Equal(one.Digest, Run(events, new() { Threads = 4 }).Digest);
        var byCustomer = events.GroupBy(recorded => recorded.Event.CustomerId).Reverse().SelectMany(group => group);
        Assert.Equal(one.Digest, Run(byCustomer).Digest);
    }

    [Fact]
    public void The_digest_changes_with_one_event()
    {
        var events = ShoppingDay.Generate(Small).ToList();
        var taken = events.FindIndex(recorded => recorded.Event.Type == EventTypes.OrderPlaced);
        Assert.NotEqual(Run(events).Digest, Run(events.Where((_, index) => index != taken)).Digest);
    }

    [Fact]
    public void Without_its_transcript_a_simulation_comes_to_the_same()
    {
        var events = ShoppingDay.Generate(Small).ToList();
        var with = Run(events);
        var without = Run(events, new() { KeepTranscript = false });
        Assert.Equal(with.Digest, without.Digest);
        Assert.Equal(with.Totals, without.Totals);
        Assert.All(without.Customers, customer => Assert.Empty(customer.Entries));
    }

    [Fact]
    public void The_transcript_is_whole_and_its_chain_is_the_states()
    {
        foreach (var customer in Run(ShoppingDay.Generate(Small)).Customers)
        {
            var numbers = Enumerable.Range(1, customer.Entries.Length).Select(number => (long)number);
            Assert.Equal(numbers, customer.Entries.Select(entry => entry.Number));
            Assert.Equal(customer.State.Chain, customer.Entries.Aggregate("", CoreJson.Chain));
        }
    }

    [Fact]
    public void Every_message_decided_in_the_day_is_handed_over_once_or_told_why_not()
    {
        var result = Run(ShoppingDay.Generate(Small), new() { Launches = [new("flash-sale", null, Day.At(21 * 60))] });
        Assert.Equal(result.Messages.Count(), result.Messages.DistinctBy(message => message.Message.Id).Count());
        Assert.All(result.Customers, customer => Assert.DoesNotContain(customer.State.Outbox, message => message.RetryAt is null));
        Assert.Equal(
            result.Messages.Count(),
            result.Customers.SelectMany(customer => customer.Entries).SelectMany(entry => entry.Lines)
                .Count(line => line.Kind == LineKind.HandedOver));
    }

    private static int Reminders(SimulationResult result) => result.Messages.Count(message => message.Message.Origin == "cart-recovery");

    private static SimulationResult Run(IEnumerable<RecordedEvent> events, SimulationOptions? options = null) =>
        Simulator.Run(Samples.Journeys.Definitions!, Samples.Journeys.Templates, events, options);
}
