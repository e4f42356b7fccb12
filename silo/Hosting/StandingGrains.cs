using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;

namespace JourneyGrains.Silo.Hosting;

/// <summary>
/// Sees to it that what nobody calls runs somewhere while one silo lives: the pump of each partition, and each campaign with its
/// waves. Every silo calls them every second; the call of one that runs costs some microseconds, and where its silo died, the next call makes it
/// anew. (The routers need no call, their streams wake them.)
/// </summary>
internal sealed partial class StandingGrains(
    IGrainFactory grains, IEventLog log, DefinitionCatalogue catalogue, IClusterMembershipService membership, ILogger<StandingGrains> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A call to a silo that has died and is not yet known to have ends with Orleans' response timeout; nobody waits for that.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;
    private HashSet<SiloAddress> active = [];

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(StandingGrains), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void Dispose() => stopping.Dispose();

    private async Task StartAsync(CancellationToken cancellation)
    {
        await RoundAsync();
        loop = Task.Run(LoopAsync, CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await loop.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LoopAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Every, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await RoundAsync();
        }
    }

    private async Task RoundAsync()
    {
        var now = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).ToHashSet();
        var lost = !active.IsSubsetOf(now);
        active = now;
        var pumps = Enumerable.Range(0, log.Partitions).Select(partition => grains.GetGrain<IPumpGrain>(partition))
            .Select(pump => CallAsync(lost ? pump.Rescue : pump.Start));
        var campaigns = catalogue.Current.Campaigns.Select(campaign => CallAsync(grains.GetGrain<ICampaignGrain>(campaign.Name).Keep));
        var failures = (await Task.WhenAll(pumps.Concat(campaigns))).OfType<Exception>().ToList();
        if (failures.Count > 0 && !stopping.IsCancellationRequested)
        {
            LogUnreachable(logger, failures.Count, failures[0].GetType().Name);
        }
    }

    private async Task<Exception?> CallAsync(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(AnswerWithin, stopping.Token);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} pumps or campaigns do not answer ({Reason}); they are called again.")]
    private static partial void LogUnreachable(ILogger logger, int count, string reason);
}
