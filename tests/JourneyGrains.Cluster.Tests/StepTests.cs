using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Loops, started journeys, points, offers and calls on a silo: with recorded times as the simulator has it, and on its own time through a restart.</summary>
public sealed class StepTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private ScoreService scores = null!;

    public async Task InitializeAsync() => scores = await ScoreService.StartAsync();

    public Task DisposeAsync() => scores.DisposeAsync().AsTask();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_silo_with_recorded_times_decides_as_the_simulator_with_the_same_answers()
    {
        var definitions = Write("2h");
        var events = Enumerable.Range(0, 40).SelectMany(Visit).OrderBy(one => one.Arrival).Select((one, line) => one with { Line = line + 1 }).ToList();
        await using var silo = await StartAsync();
        await silo.ReplayAsync(events, Start.AddDays(3));

        var loaded = DefinitionReader.Read(definitions);
        var stubs = folder.Write("answers.jsonl", $$$"""
            {"url": "{{{scores.Url}}}/score", "customer": "c-0", "status": 404}
            {"url": "{{{scores.Url}}}/*", "method": "POST", "body": {"score": 81.5}}
            """);
        var simulated = Simulator.Run(
            loaded.Definitions!, loaded.Templates, events, new() { Until = Start.AddDays(3), Calls = new StubbedAnswers(stubs) });
        Assert.Equal(simulated.Totals, (await silo.Operations.Status()).Totals);
        Assert.Equal(simulated.Digest, await silo.Operations.Digest());
        Assert.Equal((39, 1), (simulated.Totals["scored/Answered"], simulated.Totals["scored/CallFailed"]));
        Assert.Equal(40, simulated.Totals["nudged/Entered"]);
        Assert.Equal(39, simulated.Totals["scored/Issued"]);
        Assert.Equal((39 * 3) + 1, simulated.Totals["nudged/Sent"]);
    }

    [Fact]
    public async Task On_its_own_time_a_restart_amid_it_all_loses_nothing_and_it_can_be_lived_again()
    {
        var definitions = Write("200ms");
        scores.Answer(503);
        var silo = await StartAsync();
        await silo.Append(Events.Identified("ada"), Events.Order("ada", "o-1", 80));
        await silo.LineAsync("ada", LineKind.Retry);
        await silo.DisposeAsync();

        scores.Answer(200);
        await using var again = await StartAsync();
        await again.LineAsync("ada", LineKind.Answered);
        await again.LineAsync("ada", LineKind.Issued);
        Assert.Single(scores.Keys.Distinct());
        Assert.Equal("Bearer s3cret", scores.Authorization);
        var code = Assert.Single((await again.Customer("ada").View()).Vouchers).Code;
        await again.Append(Events.Of("ada", "offer.redeemed", ("code", code), ("amount", 4)));
        await again.LineAsync("ada", LineKind.Redeemed);
        await Eventually.Get(
            () => again.LinesAsync("ada"), lines => lines.Any(line => line is { Kind: LineKind.Finished, Origin: "nudged" }), "the last round is over");
        await again.QuietAsync();
        var view = await again.Customer("ada").View();
        Assert.Equal(("Redeemed", 160 + 81 + 25), (view.Vouchers.Single().Status, view.Points));

        await LivedAgainAsync(again, definitions);
    }

    private async Task LivedAgainAsync(RunningSilo silo, string definitions)
    {
        var loaded = DefinitionReader.Read(definitions);
        await silo.LiveAgainAsync(folder.File("log"), loaded);

        // What the silo was answered answers the simulator as well.
        var recording = JsonLines.Read(Path.Combine(folder.File("log"), LogFolder.EventsFile), bad => Assert.Fail(bad.ToString()));
        var simulated = Simulator.Run(loaded.Definitions!, null, recording, new() { Calls = new RecordedAnswers(folder.File("log")) });
        Assert.Equal(1, simulated.Totals["scored/Answered"]);
    }

    [Fact]
    public async Task A_reload_notes_the_calls_that_this_silo_would_refuse()
    {
        Write("1h");
        await using var silo = await StartAsync();
        Assert.Equal([[]], (await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload()).Silos.Select(one => one.Notes));
        folder.Write("definitions/other.journey.yaml", "journey: other\nenter: { on: order.refunded }\nsteps:\n  - call: { url: https://elsewhere.example/v1 }\n");

        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();

        Assert.True(report.Done);
        Assert.StartsWith(
            "other.journey.yaml:4:5: This call would be refused: https://elsewhere.example is not among the hosts",
            Assert.Single(Assert.Single(report.Silos).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_notes_the_channels_that_messages_may_wait_for_in_vain_and_conditions_that_never_hold()
    {
        Write("1h");
        folder.Write("definitions/brand.yaml", "channels: [ { name: email, address: email }, { name: push, address: push } ]\n");
        await using var silo = await StartAsync();
        folder.Write("definitions/brand.yaml", "channels: [ { name: email, address: email } ]\n");

        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();

        Assert.True(report.Done);
        folder.Write("definitions/never.journey.yaml", "journey: never\nenter: { on: order.refunded, when: 1 == 2 }\nsteps: [ { wait: 1h } ]\n");
        var next = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();
        Assert.StartsWith("never.journey.yaml:2:36: This condition never holds", Assert.Single(Assert.Single(next.Silos).Notes), StringComparison.Ordinal);
        Assert.StartsWith("brand.yaml has no channel push any more: a message that waits for it ", Assert.Single(Assert.Single(report.Silos).Notes), StringComparison.Ordinal);
    }

    private Task<RunningSilo> StartAsync() => RunningSilo.StartAsync(
        folder.Path,
        folder.File("definitions"),
        ("JourneyGrains:Delivery:Calls:Hosts:scores:Url", scores.Url),
        ("JourneyGrains:Delivery:Calls:Hosts:scores:Headers:Authorization", "Bearer s3cret"));

    private static IEnumerable<RecordedEvent> Visit(int number)
    {
        var at = Start.AddMinutes(number);
        yield return new(Events.Identified($"c-{number}") with { Time = at }, at, 0);
        yield return new(Events.Order($"c-{number}", $"o-{number}", 50 + number) with { Time = at.AddMinutes(1) }, at.AddMinutes(1), 0);
    }

    private string Write(string wait)
    {
        folder.Write("definitions/programme.yaml", "programme: p\npointsPerUnit: 2\ntiers: [ { tier: one, fromSpend: 0 } ]\n");
        folder.Write("definitions/back.offer.yaml", "offer: back\nkind: points\nvalue: 25\nvalid: 14d\nlimit: 1\ncost: 1\n");
        folder.Write("definitions/templates/nudge.en.hbs", "subject: Round {{run.round}}\n---\n<p>{{event.reason}}</p>\n");
        folder.Write("definitions/scored.journey.yaml", $$"""
            journey: scored
            enter: { on: order.placed, key: event.orderId }
            steps:
              - call:
                  url: {{scores.Url}}/score
                  body: { customer: customer.id, total: event.total }
                  for: 1h
                  into: { run.score: answer.body.score }
                  failed: [ { start: { journey: nudged, key: run.key, data: { orderId: event.orderId, reason: "'none'" } } }, { exit: no score } ]
              - award: { points: run.score, reason: score }
              - offer: back
              - start: { journey: nudged, key: run.key, data: { orderId: event.orderId, reason: run.offer.code } }
            """);
        folder.Write("definitions/nudged.journey.yaml", $$"""
            journey: nudged
            enter: { on: order.refunded, key: event.orderId, again: never }
            steps:
              - repeat:
                  times: 3
                  while: "event.reason != 'none' || run.round == 1"
                  steps:
                    - send: { template: nudge, purpose: service }
                    - wait: {{wait}}
            """);
        return folder.File("definitions");
    }
}
