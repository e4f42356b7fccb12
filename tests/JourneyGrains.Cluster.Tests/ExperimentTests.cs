using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Splits, the control group and valued goals on a silo: the arms and the counts of the simulator, whatever is killed.</summary>
public class ExperimentTests
{
    private static readonly DateTimeOffset End = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_day_of_experiments_gives_the_same_results_in_the_silo_and_in_the_simulator_and_after_a_restart()
    {
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 12, Customers = 150, Events = 1_500 }).ToList();
        using var folder = new TemporaryFolder();
        var definitions = Experiments(folder);
        var simulated = Simulate(definitions, day);
        await using (var silo = await RunningSilo.StartAsync(folder.Path, definitions))
        {
            await silo.ReplayAsync(day, End);
            await silo.LaunchToTheEndAsync("flash-sale");

            Assert.Equal(simulated.Digest, await silo.Operations.Digest());
            Assert.Equal(simulated.Totals, (await silo.Operations.Status()).Totals);
            await AssertSame(simulated, silo);
            Assert.Null(await silo.Operations.Results("no-such-journey"));
            var kept = simulated.Customers.First(customer => customer.State.Trials is { } trials && trials.Any(trial => trial.Arm == "control-group"));
            Assert.True((await silo.Customer(kept.Id).View()).Sending.InControlGroup);
        }

        await using var again = await RunningSilo.StartAsync(folder.Path, definitions);
        await AssertSame(simulated, again);
    }

    [Fact]
    public async Task Results_of_a_demo_killed_again_and_again_are_those_of_the_simulator()
    {
        const int Customers = 300, Events = 3_000, Seed = 22;
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = Seed, Customers = Customers, Events = Events });
        using var folder = new TemporaryFolder();
        var definitions = Experiments(folder);
        var kills = 0;
        foreach (var messages in (int[])[5, 60, 120])
        {
            using var doomed = new DemoProcess(folder.Path, Customers, Events, Seed, definitions);
            kills += await doomed.KillWhenAsync(() => Outbox(folder) >= messages) ? 1 : 0;
        }

        var simulated = Simulate(definitions, day);
        using (var last = new DemoProcess(folder.Path, Customers, Events, Seed, definitions))
        {
            Assert.Equal(simulated.Digest, await last.DigestAsync());
        }

        Assert.True(kills >= 2, $"Only {kills} kills came before the end: the test shows little.");
        await using var silo = await RunningSilo.StartAsync(folder.Path, definitions);
        await AssertSame(simulated, silo);
    }

    private static SimulationResult Simulate(string definitions, IEnumerable<Simulation.Recordings.RecordedEvent> day)
    {
        var loaded = DefinitionReader.Read(definitions);
        return Simulator.Run(loaded.Definitions!, loaded.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });
    }

    private static async Task AssertSame(SimulationResult simulated, RunningSilo silo)
    {
        Assert.Contains("cart-recovery", simulated.Results.Journeys.Select(journey => journey.Origin));
        Assert.Contains("flash-sale/last-call", simulated.Results.Journeys.Select(journey => journey.Origin));
        Assert.True(simulated.Results.Of("cart-recovery").Splits.Single(split => split.Split == "reminder").Arms.All(arm => arm.Entered > 0));
        Assert.Contains(simulated.Results.Of("cart-recovery").Splits.SelectMany(split => split.Arms), arm => arm.Value > 0);
        foreach (var journey in simulated.Results.Journeys)
        {
            var view = (await silo.Operations.Results(journey.Origin))!;
            Assert.Equal(journey.Splits.SelectMany(split => split.Arms.Select(arm => Line(split.Split, arm))), view.Splits.SelectMany(split => split.Arms.Select(arm => Line(split.Split, arm))));
            Assert.Equal(
                journey.Messages.Select(message => (message.Template, message.Channel, message.Goals, message.Value)),
                view.Messages.Select(message => (message.Template, message.Channel, message.Goals, message.Value)));
        }
    }

    private static string Line(string split, ArmResults arm) => FormattableString.Invariant(
        $"{split} {arm.Arm} {arm.Entered} {arm.Runs} {arm.Messaged} {arm.HandedOver} {arm.HeldBack} {arm.Converted} {arm.Goals} {arm.Value} ")
        + FormattableString.Invariant($"{arm.Rate.Interval.High:R} {arm.Mean?.Interval.High:R} {arm.Uplift?.Rate.Interval.Low:R}");

    private static string Line(string split, ArmView arm) => FormattableString.Invariant(
        $"{split} {arm.Arm} {arm.Entered} {arm.Runs} {arm.Messaged} {arm.HandedOver} {arm.HeldBack} {arm.Converted} {arm.Goals} {arm.Value} ")
        + FormattableString.Invariant($"{arm.Rate.High:R} {arm.Mean?.High:R} {arm.Uplift?.Rate.Low:R}");

    private static int Outbox(TemporaryFolder folder) =>
        Directory.Exists(folder.File("outbox")) ? Directory.GetFiles(folder.File("outbox"), "*", SearchOption.AllDirectories).Length : 0;

    /// <summary>The samples with a split in the reminder, a control group, and a goal with a value.</summary>
    private static string Experiments(TemporaryFolder folder)
    {
        var samples = new SiloSettings().Definitions;
        foreach (var path in Directory.GetFiles(samples, "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.Combine("definitions", Path.GetRelativePath(samples, path)), File.ReadAllText(path));
        }

        folder.Write("definitions/sending.yaml", "control: { percent: 15, salt: 2025, purposes: [marketing] }");
        folder.Write("definitions/cart-recovery.journey.yaml", """
            journey: cart-recovery
            enter: { on: cart.updated, key: event.cartId, when: "event.value >= 20" }
            goal: { on: order.placed, within: 3d, value: event.total, attribution: 1d }
            steps:
              - wait: { for: 5m, restart: cart.updated }
              - id: reminder
                split:
                  - { arm: none, percent: 30, control: true }
                  - { arm: plain, percent: 35, steps: [ { send: { template: cart-reminder, purpose: marketing } } ] }
                  - { arm: first, percent: 35, steps: [ { send: { template: cart-first, purpose: marketing } } ] }
              - wait: 1h
              - send: { template: cart-reminder, purpose: marketing }
            """);
        return folder.File("definitions");
    }
}
