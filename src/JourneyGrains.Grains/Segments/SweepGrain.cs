using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Grains.Documents;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace JourneyGrains.Grains.Segments;

/// <summary>Lets the customers of a partition (the key) be looked at by segments and schedules that are new to them.</summary>
[Alias("journeygrains.sweep")]
public interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that all who were known before the segments and schedules in force know of them, or begins with it.</summary>
    [Alias("keep"), AlwaysInterleave]
    Task Keep();
}

/// <summary>How far a sweep is: the definitions it is for, and the last customer it reached.</summary>
internal sealed record SweepCheckpoint(string Mark, string After, bool Done);

/// <summary>
/// Goes through the customers of a partition in order of their ids after segments or schedules were changed, page by page, and keeps how far it is. A
/// page that a crash cut short is judged again, which changes nothing; neither does it for a customer who had a turn since.
/// </summary>
internal sealed partial class SweepGrain(
    ICustomerStore customers, CustomerReferences references, IDocumentStore documents, DefinitionCatalogue catalogue, ILogger<SweepGrain> logger)
    : Grain, ISweepGrain
{
    private const int PageMax = 100;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private Document<SweepCheckpoint> checkpoint = null!;
    private IGrainTimer? timer;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        checkpoint = new(documents, "sweep", $"{Partition}");
        return checkpoint.LoadAsync(cancellationToken);
    }

    public Task Keep()
    {
        var done = checkpoint.Value is { Done: true } at ? at.Mark : "";
        if (timer is null && catalogue.Current.StandingMark != done)
        {
            timer = this.RegisterGrainTimer(PageAsync, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Tick, KeepAlive = true });
        }

        return Task.CompletedTask;
    }

    private async Task PageAsync(CancellationToken cancellation)
    {
        var mark = catalogue.Current.StandingMark;
        var after = checkpoint.Value is { Done: false } at && at.Mark == mark ? at.After : "";
        try
        {
            var page = await customers.ListAsync(Partition, after, PageMax, cancellation);
            await Task.WhenAll(page.Select(id => references.Of(id).Renew()));
            var done = page.Count < PageMax;
            await checkpoint.SaveAsync(new(mark, page.Count == 0 ? after : page[^1], done));
            if (done)
            {
                Stop();
            }
        }
        catch (StoreConflictException)
        {
            // The sweep lives elsewhere too, and is further there: what is in memory here is stale.
            Stop();
            DeactivateOnIdle();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, Partition, error);
        }
    }

    private void Stop()
    {
        timer?.Dispose();
        timer = null;
    }

    [LoggerMessage(24, LogLevel.Warning, "A page of customers in partition {Partition} could not be looked at by the new definitions; it is tried again.")]
    private static partial void LogFailed(ILogger logger, int partition, Exception error);
}
