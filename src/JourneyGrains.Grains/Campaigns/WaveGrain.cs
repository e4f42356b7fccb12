using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Grains.Documents;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Campaigns;

/// <summary>
/// Goes through the customers of a partition in order of their ids, page by page at its rate, and keeps how far it is after each page. A
/// page that a crash cut short is offered again: a customer takes a wave once.
/// </summary>
internal sealed partial class WaveGrain(
    ICustomerStore customers, CustomerReferences references, IDocumentStore documents, PartitionTime time, TimeProvider clock,
    ILogger<WaveGrain> logger) : Grain, IWaveGrain
{
    /// <summary>The state of a wave that was never started here.</summary>
    public const string NotLaunched = "not launched";

    private const int PageMax = 100;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private Document<WaveCheckpoint> checkpoint = null!;
    private IGrainTimer? timer;
    private WavePace pace = new(0, 0, 0);

    private int Partition => (int)this.GetPrimaryKeyLong(out _);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.GetPrimaryKeyLong(out var wave);
        checkpoint = new(documents, "wave", $"{wave}/{Partition}");
        await checkpoint.LoadAsync(cancellationToken);
        Run();
    }

    public async Task Start(WaveOrder order)
    {
        if (checkpoint.Value is null)
        {
            await Save(new(CampaignRecord.Running, "", 0, 0, order.RatePerSecond, order.Now));
        }

        Run();
    }

    public Task Pause() => Move(CampaignRecord.Running, CampaignRecord.Paused);

    public Task Resume() => Move(CampaignRecord.Paused, CampaignRecord.Running);

    public Task<WaveProgress> Progress() => Task.FromResult(checkpoint.Value is { } at
        ? new WaveProgress(at.State, at.Offered, at.Sent, at.State == CampaignRecord.Done) { Entered = at.Entered }
        : new WaveProgress(NotLaunched, 0, 0, false));

    private async Task Move(string from, string to)
    {
        if (checkpoint.Value is { } at && at.State == from)
        {
            await Save(at with { State = to });
        }

        Run();
    }

    private async Task Save(WaveCheckpoint next)
    {
        try
        {
            await checkpoint.SaveAsync(next);
        }
        catch (StoreConflictException)
        {
            // The wave lives elsewhere too, and is further there: what is in memory here is stale.
            timer?.Dispose();
            DeactivateOnIdle();
            throw;
        }
    }

    private void Run()
    {
        timer?.Dispose();
        timer = null;
        if (checkpoint.Value is { State: CampaignRecord.Running } at)
        {
            pace = WavePace.OfPartition(Partition, time.Partitions, at.RatePerSecond, clock.GetTimestamp());
            timer = this.RegisterGrainTimer(PageAsync, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Tick, KeepAlive = true });
        }
    }

    private async Task PageAsync(CancellationToken cancellation)
    {
        var at = checkpoint.Value!;
        try
        {
            while (at.State == CampaignRecord.Running && !cancellation.IsCancellationRequested
                && pace.Take(PageMax, clock.GetElapsedTime(pace.Since)) is > 0 and var most)
            {
                at = await OfferPage(at, most, cancellation);
                await Save(at);
                if (at.RatePerSecond <= 0)
                {
                    break;
                }
            }
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, Partition, error);
        }

        if (checkpoint.Value!.State == CampaignRecord.Done)
        {
            timer?.Dispose();
        }
    }

    private async Task<WaveCheckpoint> OfferPage(WaveCheckpoint at, int most, CancellationToken cancellation)
    {
        var page = await customers.ListAsync(Partition, at.After, most, cancellation);
        this.GetPrimaryKeyLong(out var key);
        var slash = key!.IndexOf('/', StringComparison.Ordinal);
        var now = at.Now ?? clock.GetUtcNow();
        var reached = await Task.WhenAll(page.Select(id => references.Of(id).Offer(key[..slash], key[(slash + 1)..], now)));
        return at with
        {
            After = page.Count == 0 ? at.After : page[^1],
            Offered = at.Offered + page.Count,
            Sent = at.Sent + reached.Count(outcome => outcome.Sent),
            Entered = at.Entered + reached.Count(outcome => outcome.Entered),
            State = page.Count < most ? CampaignRecord.Done : at.State,
        };
    }

    [LoggerMessage(20, LogLevel.Warning, "A page of a wave in partition {Partition} was cut short; it is offered again.")]
    private static partial void LogFailed(ILogger logger, int partition, Exception error);
}
