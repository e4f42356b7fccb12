using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Grains.Segments;
using JourneyGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace JourneyGrains.Grains.Partitions;

/// <summary>The pump of a partition (the key).</summary>
[Alias("journeygrains.pump")]
public interface IPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that it runs.</summary>
    [Alias("start"), AlwaysInterleave]
    Task Start();

    /// <summary>Makes sure that it runs, and looks after customers with a full outbox at once: a silo was lost.</summary>
    [Alias("rescue"), AlwaysInterleave]
    Task Rescue();
}

/// <summary>
/// Calls the customers of a partition for whom something is due, those whose outbox a crash left full, and those whom other definitions move.
/// </summary>
internal sealed partial class PumpGrain(
    ICustomerStore store,
    CustomerReferences references,
    IDocumentStore documents,
    DefinitionCatalogue catalogue,
    PartitionTime time,
    IHostApplicationLifetime host,
    ILogger<PumpGrain> logger) : Grain, IPumpGrain
{
    private const int PageMax = 500;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RescueEvery = TimeSpan.FromSeconds(30);

    private readonly Setbacks setbacks = new();

    private EditionSweep sweep = null!;
    private long? rescuedAt;
    private string? swept;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        sweep = new(Partition, store, documents, catalogue);
        this.RegisterGrainTimer(PumpAsync, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Tick, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Start() => Task.CompletedTask;

    public Task Rescue()
    {
        rescuedAt = null;
        return Task.CompletedTask;
    }

    private async Task PumpAsync(CancellationToken cancellation)
    {
        if (setbacks.Hold(Environment.TickCount64))
        {
            return;
        }

        try
        {
            if (rescuedAt is not { } last || Environment.TickCount64 - last >= RescueEvery.TotalMilliseconds)
            {
                (rescuedAt, swept) = (Environment.TickCount64, null);
                await RescueAsync(cancellation);
            }

            if (catalogue.Current.StandingMark is var mark && mark != swept)
            {
                await GrainFactory.GetGrain<ISweepGrain>(Partition).Keep();
                swept = mark;
            }

            await CallDueAsync(cancellation);
            sweep.Go(id => references.Of(id).Adopt(), cancellation);
            setbacks.Clear();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // While the silo stops, customers cannot be placed here any more; whoever takes the partition over calls them.
            if (setbacks.Add(Environment.TickCount64) && !host.ApplicationStopping.IsCancellationRequested)
            {
                LogFailed(logger, Partition, error);
            }
        }
    }

    /// <summary>
    /// The partition's time is a promise to all silos, which costs a write on a store of several; whether anything can be due is one look
    /// at an index. So a pump with nothing to do only looks.
    /// </summary>
    private async Task CallDueAsync(CancellationToken cancellation)
    {
        var now = await time.NowAsync(Partition, cancellation);
        if (!store.MayBeDue(Partition, now) || (await store.DueAsync(Partition, now, 1, cancellation)).Count == 0)
        {
            return;
        }

        var before = await time.WatermarkAsync(Partition, cancellation);
        IReadOnlyList<string> due;
        do
        {
            due = await store.DueAsync(Partition, before, PageMax, cancellation);
            await Task.WhenAll(due.Select(id => references.Of(id).TakeDue(before)));
        }
        while (due.Count == PageMax);
    }

    /// <summary>A customer who is at it already takes no harm of the call.</summary>
    private Task RescueAsync(CancellationToken cancellation) => CustomerPages.CallAllAsync(
        (after, most) => store.WithOutboxAsync(Partition, after, most, cancellation),
        PageMax,
        id => references.Of(id).ResumeOutbox());

    [LoggerMessage(12, LogLevel.Warning, "The pump of partition {Partition} could not call all that is due; it tries again, every second at least.")]
    private static partial void LogFailed(ILogger logger, int partition, Exception error);
}
