using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Segments and the ways in that need no event, on a silo with its own time.</summary>
public sealed class SegmentTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private RunningSilo silo = null!;

    public async Task InitializeAsync()
    {
        folder.Write("definitions/quiet.segment.yaml", "segment: quiet\nwhen: now - customer.lastOrderAt >= 2s\n");
        folder.Write("definitions/back.journey.yaml", """
            journey: back
            enter: { segment: quiet }
            steps: [ { send: { template: thanks, purpose: service } } ]
            """);
        folder.Write("definitions/desk.journey.yaml", """
            journey: desk
            enter: { by: api, data: { orderId: { kind: text, required: true } }, key: event.orderId }
            steps: [ { send: { template: thanks, purpose: service } }, { wait: 1h } ]
            """);
        folder.Write("definitions/tour.journey.yaml", """
            journey: tour
            enter: { by: campaign }
            steps: [ { wait: 1h } ]
            """);
        folder.Write("definitions/tours.campaign.yaml", """
            campaign: tours
            waves: [ { wave: first, audience: '"quiet" in customer.segments', enter: tour } ]
            """);
        silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));
    }

    public async Task DisposeAsync() => await silo.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Time_alone_brings_a_customer_into_a_segment_and_a_journey_begins_also_on_a_silo_that_started_meanwhile()
    {
        await silo.Append(Events.Identified("ada"), Events.Order("ada", "o-1", 10));
        await silo.LineAsync("ada", LineKind.HandedOver);
        Assert.NotNull((await silo.Customer("ada").View()).NextDueAt);
        await RestartAsync();

        var lines = await silo.LineAsync("ada", LineKind.Joined);

        Assert.Contains(lines, line => line is { Kind: LineKind.Entered, Origin: "back" });
        Assert.Equal("quiet", Assert.Single((await silo.Customer("ada").View()).Segments).Segment);
        Assert.Equal(1, (await silo.Operations.Status()).Totals["segment/quiet/Joined"]);
        Assert.Equal(["quiet"], (await silo.Operations.Definitions()).Segments);
        await silo.Append(Events.Order("ada", "o-2", 10));
        await silo.LineAsync("ada", LineKind.Left);
    }

    [Fact]
    public async Task A_service_lets_a_customer_enter_once_for_each_command_and_is_told_why_not()
    {
        await silo.Append(Events.Identified("bob"));
        await silo.LineAsync("bob", LineKind.Fact);

        Assert.Equal((true, null), await EnterAsync("bob", "k-1", "desk", """{"orderId":"o-1"}"""));
        var again = await silo.Customer("bob").Enter(new("k-1", "desk", """{"orderId":"o-2"}"""u8.ToArray()));
        Assert.Equal(new(true, null) { Note = "Taken already: this customer has a command or an event with this id. Nothing changed." }, again);
        Assert.Equal((false, "Not entered: a run with this key is under way."), await EnterAsync("bob", "k-2", "desk", """{"orderId":"o-1"}"""));
        Assert.Equal((false, "the data of desk need 'orderId' (Text)."), await EnterAsync("bob", "k-3", "desk", ""));
        Assert.Equal((false, "The data are one JSON object of names and values."), await EnterAsync("bob", "k-3", "desk", "[]"));
        Assert.StartsWith("There is no journey 'disk'", (await EnterAsync("bob", "k-3", "disk", "{}")).Reason, StringComparison.Ordinal);
        var lines = await silo.LineAsync("bob", LineKind.HandedOver);
        Assert.Single(lines, line => line.Kind == LineKind.Entered);
        Assert.Equal("o-1", Assert.Single((await silo.Customer("bob").View()).Runs).Key);
    }

    [Fact]
    public async Task After_a_reload_customers_who_sleep_are_judged_by_a_new_segment()
    {
        await silo.Append(Events.Identified("cleo"), Events.Order("cleo", "o-1", 10));
        await silo.LineAsync("cleo", LineKind.Joined);
        folder.Write("definitions/buyers.segment.yaml", "segment: buyers\nwhen: customer.orders > 0\n");
        RemoveSegment();

        Assert.True((await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload()).Done);

        var view = await Eventually.Get(
            silo.Customer("cleo").View, view => view.Segments is [{ Segment: "buyers" }], "the new segment is known and the old one is not");
        Assert.Contains(
            await silo.LinesAsync("cleo"), line => line.Text == "In segment buyers: as it was before the definitions came in force; no journey begins by that.");
        await RestartAsync();
        Assert.Equal(view.Segments, (await silo.Customer("cleo").View()).Segments);
    }

    [Fact]
    public async Task After_a_start_without_segments_customers_who_sleep_are_in_none()
    {
        await silo.Append(Events.Identified("ida"), Events.Order("ida", "o-1", 10));
        await silo.LineAsync("ida", LineKind.Joined);
        RemoveSegment();
        await RestartAsync();

        await Eventually.Get(silo.Customer("ida").View, view => view.Segments.Length == 0, "the segment is not known any more");
        Assert.Contains(await silo.LinesAsync("ida"), line => line.Text == "Out of segment quiet: it is no longer among the definitions.");
    }

    [Fact]
    public async Task A_wave_lets_who_is_in_a_segment_enter_a_journey()
    {
        await silo.Append(Events.Identified("finn"), Events.Order("finn", "o-1", 10));
        await silo.Append(Events.Identified("gus"));
        await silo.LineAsync("finn", LineKind.Joined);
        await silo.LineAsync("gus", LineKind.Fact);

        var done = await silo.LaunchToTheEndAsync("tours");

        Assert.Equal((2, 0, 1), (done.Offered, done.Sent, done.Entered));
        Assert.Equal("tour", Assert.Single((await silo.Customer("finn").View()).Runs).Journey);
        Assert.Empty((await silo.Customer("gus").View()).Runs);
        Assert.Equal(1, (await silo.Operations.Status()).Totals["tours/first/Entered"]);
    }

    [Fact]
    public async Task After_a_reload_a_schedule_reaches_customers_who_sleep()
    {
        await silo.Append(Events.Identified("hal"));
        await silo.LineAsync("hal", LineKind.Fact);
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        folder.Write("definitions/day.journey.yaml", $"journey: day\nenter: {{ schedule: {{ at: '09:00', date: {tomorrow} }} }}\nsteps: []\n");

        Assert.True((await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload()).Done);

        var view = await Eventually.Get(silo.Customer("hal").View, view => view.NextDueAt is not null, "the schedule is known");
        Assert.Equal($"{tomorrow} 09:00", view.NextDueAt!.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task All_of_it_comes_out_again_from_the_exported_log()
    {
        await silo.Append(Events.Identified("dan"), Events.Order("dan", "o-1", 10));
        await EnterAsync("dan", "k-1", "desk", """{"orderId":"o-1","more":{"a":[1,2.50]}}""");
        await silo.LineAsync("dan", LineKind.Joined);
        await silo.Append(Events.Order("dan", "o-2", 10));
        await EnterAsync("eve", "k-2", "desk", """{"orderId":"o-9"}""");
        await silo.LaunchToTheEndAsync("tours");
        await silo.LineAsync("dan", LineKind.Left);
        await Eventually.Get(
            () => silo.LinesAsync("dan"), lines => lines.Count(line => line.Kind == LineKind.Joined) == 2, "the customer is in the segment again");
        await silo.QuietAsync();

        var again = await silo.LiveAgainAsync(folder.File("log"), DefinitionReader.Read(folder.File("definitions")));
        Assert.Equal(2, again.Simulated.Totals["desk/Entered"]);
        Assert.Equal(2, again.Simulated.Totals["segment/quiet/Joined"]);
    }

    private async Task<(bool Done, string? Reason)> EnterAsync(string customer, string command, string journey, string data)
    {
        var receipt = await silo.Customer(customer).Enter(new(command, journey, System.Text.Encoding.UTF8.GetBytes(data)));
        return (receipt.Done, receipt.Reason);
    }

    /// <summary>With what names it.</summary>
    private void RemoveSegment()
    {
        foreach (var gone in new[] { "quiet.segment", "back.journey", "tours.campaign" })
        {
            File.Delete(folder.File($"definitions/{gone}.yaml"));
        }
    }

    private async Task RestartAsync()
    {
        await silo.DisposeAsync();
        silo = await RunningSilo.StartAsync(folder.Path, folder.File("definitions"));
    }
}
