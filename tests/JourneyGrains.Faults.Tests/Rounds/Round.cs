using System.Diagnostics;
using JourneyGrains.Client.Replaying;
using JourneyGrains.CommandLine.Exporting;
using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Definitions;
using JourneyGrains.Faults.Tests.Checks;
using JourneyGrains.Faults.Tests.Producers;
using JourneyGrains.Faults.Tests.Schedules;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>A day is published while faults happen; then everything is mended, and it is checked that nothing shows of them.</summary>
internal sealed class Round(RoundPlan plan, PostgresServer server)
{
    private const string Campaign = "flash-sale";
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(8);
    private static readonly DateTimeOffset Midnight = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Long after the last message has expired.</summary>
    private static readonly DateTimeOffset End = Midnight.AddDays(4);

    private readonly List<RecordedEvent> day =
        [.. ShoppingDay.Generate(new ShoppingDayOptions { Seed = plan.Seed, Customers = plan.Customers, Events = plan.Events })];

    public async Task<RoundOutcome> RunAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var verdict = new Verdict();
        var folder = Directory.CreateTempSubdirectory("journeygrains-faults-");
        using var giveUp = new CancellationTokenSource(Most);
        FaultRunner? faults = null;
        string? problem = null;
        Ground? ground = null;
        try
        {
            ground = await Ground.StartAsync(plan, server, folder.FullName, giveUp.Token);
            var producer = Producer(ground);
            faults = new FaultRunner(ground, producer);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token);
            var supervising = faults.SuperviseAsync(over.Token);
            await TogetherAsync(producer.RunAsync, faults.RunAsync, giveUp.Token);
            await SettleAsync(ground, giveUp.Token);
            ground.StopClock();
            await QuietAsync(ground, outbox: true, giveUp.Token);
            var evidence = await GatherAsync(ground, producer, giveUp.Token);
            await over.CancelAsync();
            await supervising.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            EventChecker.Check(evidence, verdict);
            MessageChecker.Check(evidence, verdict);
            await LeaveAsync(ground, verdict);
        }
        catch (Exception error)
        {
            problem = $"{error}\n{string.Join('\n', ground?.Silos.Select(silo => $"{silo.Name}:\n{silo.Output}") ?? [])}";
        }

        if (ground is not null)
        {
            await ground.DisposeAsync();
        }

        faults?.Dispose();
        folder.Delete(recursive: true);
        return new(plan, [.. faults?.Done ?? []], verdict, Stopwatch.GetElapsedTime(began), problem);
    }

    private IProducer Producer(Ground ground) => plan.FollowsLog ? new ReplayProducer(ground, day, Midnight) : new LiveProducer(ground, day);

    /// <summary>Where one fails, the other is not waited for.</summary>
    private static async Task TogetherAsync(
        Func<CancellationToken, Task> one, Func<CancellationToken, Task> other, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] tasks = [one(both.Token), other(both.Token)];
        var first = await Task.WhenAny(tasks);
        if (!first.IsCompletedSuccessfully)
        {
            await both.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }

        await Task.WhenAll(tasks);
    }

    /// <summary>Lets everything that was begun come to its end, and a wave go over all of it.</summary>
    private async Task SettleAsync(Ground ground, CancellationToken cancellation)
    {
        if (plan.FollowsLog)
        {
            await ground.Replayer.ReplayAsync(
                AsyncEnumerable.Empty<EventRecord>(),
                new ReplayOptions { Producer = "faults", RecordedArrivals = true, Until = End, Partitions = Ground.Partitions },
                null,
                cancellation);
            await QuietAsync(ground, outbox: true, cancellation);
            await WaveAsync(ground, cancellation);
            await QuietAsync(ground, outbox: true, cancellation);
            return;
        }

        ground.CalmClock();
        await QuietAsync(ground, outbox: false, cancellation);
        await WaveAsync(ground, cancellation);
        for (var step = 0; step < 20; step++)
        {
            ground.StepClock(TimeSpan.FromHours(step < 4 ? 3 : 12));
            await QuietAsync(ground, outbox: false, cancellation);
            if (step >= 4 && (await ground.StatusAsync(cancellation)).Outbox == 0)
            {
                return;
            }
        }
    }

    private static Task<SystemStatus> QuietAsync(Ground ground, bool outbox, CancellationToken cancellation)
    {
        // The silos look at their clock's file now and then: before they have, nothing is due by it. A store may lag by some milliseconds.
        var reached = ground.Plan.FollowsLog ? DateTimeOffset.MinValue : ground.Now.AddSeconds(-1);
        var (last, still) = (-1L, 0);
        return Patiently.UntilAsync(
            () => ground.StatusAsync(cancellation),
            status =>
            {
                var lines = status.Totals.Values.Sum();
                still = lines == last ? still + 1 : 0;
                last = lines;
                return status.Time >= reached && status.Consumed >= status.Appended && status.Due == 0 && (status.Outbox == 0 || (!outbox && still >= 8));
            },
            "all is consumed, nothing is due, and what may go out is out",
            cancellation);
    }

    private static async Task WaveAsync(Ground ground, CancellationToken cancellation)
    {
        await Patiently.DoAsync(() => ground.Grains.Campaign(Campaign).Launch(null), cancellation);
        await Patiently.UntilAsync(() => ground.Grains.Campaign(Campaign).Status(), (CampaignStatus status) => status.State == "done", "the wave is done", cancellation);
    }

    private async Task<Evidence> GatherAsync(Ground ground, IProducer producer, CancellationToken cancellation)
    {
        var target = Path.Combine(ground.Folder, "log");
        await Patiently.DoAsync(() => new LogExport(ground.Grains, target).WriteAsync(cancellation), cancellation);
        var (about, events, lives) = LogFolder.Read(target);
        List<LoggedEvent> log = [.. events];
        List<RecordedLife> known = [.. lives];
        var definitions = DefinitionReader.Read(ground.Journeys.Folder);
        var again = LifeSimulator.Run(LifeEditions.Of(about, target)!, log, known);
        var foreseen = plan.FollowsLog && !plan.Reloads && !again.Simulated.Totals.Any(total => total.Key.EndsWith("/Retry", StringComparison.Ordinal))
            ? Simulator.Run(definitions.Definitions!, definitions.Templates, day, new() { Until = End, Launches = [new(Campaign, null, End)] })
            : null;
        return new(
            plan,
            [.. day.Where(one => EventChecks.Check(one.Event, one.Arrival, definitions.Definitions!.EventType).Event is not null).Select(one => one.Event)],
            (producer as LiveProducer)?.Commands ?? [],
            log,
            known,
            again,
            foreseen,
            await Patiently.DoAsync(ground.Grains.Operations.Digest, cancellation),
            await ground.StatusAsync(cancellation),
            ground.Provider.Receipts);
    }

    /// <summary>A silo that is asked to leave leaves, and says that it did.</summary>
    private static async Task LeaveAsync(Ground ground, Verdict verdict)
    {
        foreach (var silo in ground.Silos)
        {
            var code = await silo.EndAsync();
            verdict.Expect(code == 0, "a silo leaves when it is asked to", $"{silo.Name} ended with {code}");
            verdict.Count("starts of a silo", silo.Starts);
            verdict.Count("silos that ended themselves, being declared dead", silo.EndedItself);
            verdict.Expect(
                silo.EndedItself == 0 || ground.Silos.Count > 1, "a silo on its own never gives up", $"{silo.Name} ended by itself {silo.EndedItself} times");
        }
    }
}
