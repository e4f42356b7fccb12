using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Tests;

/// <summary>The ways into a journey, as they stand in its file.</summary>
public class EntryTests
{
    [Fact]
    public void A_journey_may_be_entered_by_a_call_with_data_of_stated_kinds()
    {
        var entry = Read("{ by: api, data: { orderId: { kind: text, required: true }, total: number }, key: event.orderId, when: event.total > 10 }").Entry;

        Assert.Equal((RuntimeEvents.Requested, "event.orderId"), (entry.On, entry.Key!.Source));
        Assert.Equal(["orderId", "total"], entry.Request!.Properties.Select(property => property.Name));
        Assert.True(entry.Request.Properties[0].Required);
    }

    [Fact]
    public void Beside_an_event_a_call_gives_what_the_event_has()
    {
        var entry = Read("{ on: cart.updated, by: [api], key: event.cartId }").Entry;

        Assert.Equal("cart.updated", entry.On);
        Assert.Same(EventTypes.Find("cart.updated"), entry.Request);
        Assert.Null(Read("{ on: cart.updated }").Entry.Request);
    }

    [Fact]
    public void Without_stated_kinds_the_data_may_be_anything() => Assert.Empty(Read("{ by: api, key: event.whatever }").Entry.Request!.Properties);

    [Theory]
    [InlineData("by: api, key: event.orderId", "y", "y is keyed by event.orderId, and the data do not give 'orderId', so no run would begin. Add it to 'data', or give a 'key'.")]
    [InlineData("by: api, data: { orderId: text }, key: event.orderId", "{ journey: y, data: {} }", "do not give 'orderId'")]
    [InlineData("segment: quiet, key: event.segment", "y", "do not give 'segment'")]
    [InlineData("by: api, key: event.orderId", "{ journey: y, data: { orderid: event.orderId } }", "do not give 'orderId'")]
    [InlineData("by: api, key: event.orderId", "{ journey: y, data: { orderId: event.orderId } }", null)]
    [InlineData("by: api, key: event.orderId", "{ journey: y, key: event.orderId }", null)]
    [InlineData("by: api, key: event.id", "y", null)]
    [InlineData("by: api, key: 'has(event.orderId) ? event.orderId : \"none\"'", "y", null)]
    public void What_starts_a_journey_gives_its_key(string entry, string start, string? message)
    {
        using var files = DefinitionFiles.WithSteps($"  - start: {start}")
            .Add("y.journey.yaml", $"journey: y\nenter: {{ {entry} }}\nsteps: [ {{ wait: 1d }} ]").Add("quiet.segment.yaml", "segment: quiet\nwhen: customer.orders == 0");
        var problems = files.Read().Diagnostics;

        Assert.Equal(message is null ? [] : [("x.journey.yaml", 4, true)], problems.Select(
            problem => (problem.File, problem.Line, problem.Message.Contains(message!, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("'9:00'", "09:00")]
    [InlineData("{ at: '09:00' }", "09:00")]
    [InlineData("{ at: '09:00', on: [mon-tue, sat] }", "mon, tue, sat 09:00")]
    [InlineData("{ at: '09:00', day: 31 }", "day 31 09:00")]
    [InlineData("{ at: '00:00', date: [2025-12-24, 2025-11-11] }", "2025-11-11, 2025-12-24 00:00")]
    public void A_journey_is_entered_by_the_calendar(string schedule, string expected)
    {
        var entry = Read($"{{ schedule: {schedule}, when: event.date != '2025-01-01', key: event.date }}").Entry;

        Assert.Equal((RuntimeEvents.ScheduleReached, expected), (entry.On, $"{entry.Schedule}"));
    }

    [Theory]
    [InlineData("{ schedule: noon }", "'schedule' is a time of day, like \"18:00\"")]
    [InlineData("{ schedule: { on: mon } }", "'at' is missing in 'schedule'")]
    [InlineData("{ schedule: { at: '09:00', on: mon, day: 3 } }", "'schedule' has one of on, day, date; here are on and day.")]
    [InlineData("{ schedule: { at: '09:00', day: 32 } }", "'day' is a day of the month, 1 to 31")]
    [InlineData("{ schedule: { at: '09:00', date: tomorrow } }", "'date' is a day like 2025-11-11")]
    [InlineData("{ schedule: '09:00', on: order.placed }", "'schedule' is a way of its own")]
    public void What_is_wrong_with_a_schedule_is_told(string enter, string message)
    {
        using var files = DefinitionFiles.WithJourney($"journey: x\nenter: {enter}\nsteps: []");

        Assert.Contains(message, files.Problem().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 8, "'enter' says by what: 'on' an event, a 'segment', a 'schedule', or 'by': api", null)]
    [InlineData("{ by: mail }", 14, "There is no way 'mail'", null)]
    [InlineData("{ by: [ap] }", 15, "There is no way 'ap'", "api")]
    [InlineData("{ by: [] }", 14, "'by' is one of api", null)]
    [InlineData("{ on: cart.updated, data: { a: text } }", 34, "this journey is not entered by one ('by: api')", null)]
    [InlineData("{ on: cart.updated, by: api, data: { a: text } }", 43, "'data' goes without another way in", null)]
    [InlineData("{ by: api, data: { a: words } }", 30, "There is no kind 'words'", null)]
    [InlineData("{ by: api, data: { a: text }, when: event.b == 1 }", 44, "There is no field 'event.b' here", "event.a")]
    [InlineData("{ on: journey.requested }", 14, "'journey.requested' cannot be listened to", null)]
    public void What_is_wrong_with_an_entry_is_told_at_its_place(string enter, int column, string message, string? suggestion)
    {
        using var files = DefinitionFiles.WithJourney($"journey: x\nenter: {enter}\nsteps: []");
        var problem = files.Problem();

        Assert.Equal(("x.journey.yaml", 2, column, suggestion), (problem.File, problem.Line, problem.Column, problem.Suggestion));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    private static Journey Read(string enter)
    {
        using var files = DefinitionFiles.WithJourney($"journey: x\nenter: {enter}\nsteps: []");
        return Assert.Single(files.Load().Definitions!.Journeys);
    }
}
