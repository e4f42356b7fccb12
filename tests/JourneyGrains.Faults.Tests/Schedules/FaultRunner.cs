using System.Collections.Concurrent;
using JourneyGrains.Faults.Tests.Producers;
using JourneyGrains.Faults.Tests.Providers;
using JourneyGrains.Faults.Tests.Rounds;

namespace JourneyGrains.Faults.Tests.Schedules;

/// <summary>Does to a system what a schedule says, each fault when its share of the events is published, and mends it after its time.</summary>
internal sealed class FaultRunner(Ground ground, IProducer producer) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private readonly SemaphoreSlim[] silos = [.. ground.Silos.Select(_ => new SemaphoreSlim(1, 1))];
    private readonly SemaphoreSlim database = new(1, 1);
    private readonly SemaphoreSlim wire = new(1, 1);
    private readonly SemaphoreSlim provider = new(1, 1);
    private readonly SemaphoreSlim definitions = new(1, 1);

    /// <summary>What was done, in the order in which it began.</summary>
    public ConcurrentQueue<FaultKind> Done { get; } = new();

    /// <summary>Completes when all faults are over and mended.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(ground.Plan.Faults.Select(fault => RunAsync(fault, cancellation)));

    /// <summary>Starts silos again that end by themselves, until it is cancelled.</summary>
    public async Task SuperviseAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            for (var index = 0; index < silos.Length; index++)
            {
                var silo = ground.Silos[index];
                await HoldingAsync(silos[index], () => silo.ReviveAsync(cancellation), cancellation);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    public void Dispose()
    {
        foreach (var held in (SemaphoreSlim[])[.. silos, database, wire, provider, definitions])
        {
            held.Dispose();
        }
    }

    private async Task RunAsync(Fault fault, CancellationToken cancellation)
    {
        while (producer.Progress < fault.At)
        {
            await Task.Delay(Look, cancellation);
        }

        switch (fault.Kind)
        {
            case FaultKind.ProducerResends:
                Done.Enqueue(fault.Kind);
                producer.Resend();
                break;
            case FaultKind.ClockForward or FaultKind.ClockBack:
                Done.Enqueue(fault.Kind);
                ground.StepClock(fault.Kind == FaultKind.ClockForward ? fault.For : -fault.For);
                break;
            default:
                await HoldingAsync(Whose(fault), () => ActAsync(fault, cancellation), cancellation);
                break;
        }
    }

    private SemaphoreSlim Whose(Fault fault) => fault.Kind switch
    {
        FaultKind.SiloKilled or FaultKind.SiloPaused or FaultKind.SiloLeft => silos[fault.Silo],
        FaultKind.DatabaseRestarted or FaultKind.ConnectionsEnded => database,
        FaultKind.WireCut or FaultKind.WireHeld => wire,
        FaultKind.DefinitionsReloaded => definitions,
        _ => provider,
    };

    private async Task ActAsync(Fault fault, CancellationToken cancellation)
    {
        Done.Enqueue(fault.Kind);
        var silo = ground.Silos[fault.Silo];
        switch (fault.Kind)
        {
            case FaultKind.SiloKilled:
                await silo.KillAsync();
                await Task.Delay(fault.For / 4, cancellation);
                await silo.StartAsync(cancellation);
                break;
            case FaultKind.SiloLeft:
                await silo.EndAsync();
                await silo.StartAsync(cancellation);
                break;
            case FaultKind.SiloPaused:
                silo.Pause();
                await Task.Delay(fault.For, cancellation);
                silo.Resume();
                break;
            case FaultKind.DatabaseRestarted:
                await ground.Database.StopAsync();
                await Task.Delay(fault.For / 2, cancellation);
                await ground.Database.StartAsync();
                break;
            case FaultKind.ConnectionsEnded:
                await ground.Database.EndConnectionsAsync();
                break;
            case FaultKind.WireCut:
                ground.Wire.Cut();
                break;
            case FaultKind.WireHeld:
                ground.Wire.Hold();
                await Task.Delay(fault.For, cancellation);
                ground.Wire.Release();
                break;
            case FaultKind.DefinitionsReloaded:
                ground.Journeys.Change();
                await Patiently.UntilAsync(ground.Grains.Catalogue.Reload, report => report.Done, "all silos have the new definitions in force", cancellation);
                break;
            default:
                ground.Provider.Be(Of(fault.Kind));
                await Task.Delay(fault.For, cancellation);
                ground.Provider.Be(Mood.Well);
                break;
        }
    }

    private static Mood Of(FaultKind kind) => kind switch
    {
        FaultKind.ProviderFailing => Mood.Failing,
        FaultKind.ProviderThrottling => Mood.Throttling,
        FaultKind.ProviderSilent => Mood.Silent,
        FaultKind.ProviderCutting => Mood.Cutting,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a provider's mood."),
    };

    private static async Task HoldingAsync(SemaphoreSlim held, Func<Task> act, CancellationToken cancellation)
    {
        await held.WaitAsync(cancellation);
        try
        {
            await act();
        }
        finally
        {
            held.Release();
        }
    }
}
