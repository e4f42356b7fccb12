using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Driving;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Populating;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load.DuePump;

/// <summary>How much is measured.</summary>
/// <param name="Waiting">Customers who wait for something later than the run.</param>
/// <param name="Due">Customers for whom something is due during the run.</param>
/// <param name="Seconds">Over how long that is spread.</param>
/// <param name="IdleSeconds">How long the silo is watched with nothing to do.</param>
internal sealed record DuePumpOptions(int Waiting, int Due, int Seconds, int IdleSeconds);

/// <summary>What was measured.</summary>
/// <param name="FewPlan">The pump's statement on a store with a hundredth of those who wait.</param>
/// <param name="Turns">From the moment something was due until its turn was durable, in milliseconds.</param>
internal sealed record DuePumpResults(string FewPlan, string ManyPlan, Usage IdleEmpty, Usage Idle, Usage Busy, Percentiles Turns, long Messages, string Collector);

/// <summary>Customers who wait, of whom some are due: how late the pump calls, and what it costs.</summary>
internal sealed class DuePumpRun(DuePumpOptions options, PostgresDatabase database, string folder)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    // Until what was compiled at the start is compiled for good: that is not the pump's.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(25);

    private readonly Population population = new(database.Store);
    private readonly Lives lives = new();
    private readonly Workload ids = new("w", options.Waiting, 0);
    private int filled;

    public static Task<int> ExecuteAsync(DuePumpOptions options, LoadPlace place, CancellationToken cancellation) => place.RunAsync(async folder =>
    {
        var head = new ReportHead(place);
        await using var server = PostgresPlace.Open(place.Connection);
        var database = await server.CreateAsync("due");
        var results = await new DuePumpRun(options, database, folder).MeasureAsync(cancellation);
        return DuePumpReport.Write(options, head, database, results);
    });

    private async Task<DuePumpResults> MeasureAsync(CancellationToken cancellation)
    {
        population.Prepare();
        using var sightings = Sightings.Create(Path.Combine(folder, "sightings"), options.Due + 1_000);
        Usage idleEmpty;
        await using (var cluster = await BeginAsync(sightings, "x"))
        {
            idleEmpty = await IdleAsync(cluster, cancellation);
        }

        await FillAsync(options.Waiting / 100);
        var fewPlan = await PumpPlan.OfAsync(database.Store);
        await FillAsync(options.Waiting);
        var manyPlan = await PumpPlan.OfAsync(database.Store);
        await using var busy = await BeginAsync(sightings, "y");
        var idle = await IdleAsync(busy, cancellation);
        var usage = await busy.Clocks.OfAsync(() => MakeDueAsync(sightings, cancellation));
        var lateness = Percentiles.Of(Enumerable.Range(0, options.Due).Select(timer => sightings.LatenessOf(timer).TotalMilliseconds));
        return new(fewPlan, manyPlan, idleEmpty, idle, usage, lateness, sightings.Messages, await busy.Probe.Collector());
    }

    /// <summary>A silo that has had its first events, so that the store's time is decided and the code compiled.</summary>
    private async Task<LoadCluster> BeginAsync(Sightings sightings, string prefix)
    {
        var cluster = await LoadCluster.StartAsync(database, sightings);
        var others = new Workload(prefix, 500, 0);
        await cluster.Feeding.AtFullSpeedAsync(Enumerable.Range(0, 500).Select(customer => others.Introduce(customer)), 0);
        return cluster;
    }

    private async Task<Usage> IdleAsync(LoadCluster cluster, CancellationToken cancellation)
    {
        Progress($"idle for {options.IdleSeconds} s");
        await Task.Delay(Settling, cancellation);
        return await cluster.Clocks.OfAsync(() => Task.Delay(TimeSpan.FromSeconds(options.IdleSeconds), cancellation));
    }

    /// <summary>Customers up to a number, who wait for moments spread over the day after the next hour.</summary>
    private async Task FillAsync(int upTo)
    {
        Progress($"filling the store with {upTo} customers who wait");
        var from = DateTimeOffset.UtcNow.AddHours(1);
        var waits = Enumerable.Range(0, 1_000).Select(wait => lives.Waiting(from.AddSeconds(wait * 86.4))).ToArray();
        await population.AddAsync(Enumerable.Range(filled, upTo - filled).Select(customer => (ids.CustomerId(customer), waits[customer % waits.Length])));
        await population.SettleAsync();
        filled = upTo;
    }

    /// <summary>Adds those who are due soon, and waits until the turns of all are durable and their messages out.</summary>
    private async Task MakeDueAsync(Sightings sightings, CancellationToken cancellation)
    {
        var soon = new Workload("d", options.Due, 0);
        var from = DateTimeOffset.UtcNow + Ahead;
        await population.AddAsync(Enumerable.Range(0, options.Due)
            .Select(customer => (soon.CustomerId(customer), lives.Waiting(from.AddSeconds(customer * (double)options.Seconds / options.Due)))));
        Progress($"{options.Due} are due within {options.Seconds} s");
        if (DateTimeOffset.UtcNow > from)
        {
            throw new TimeoutException("Those who are due could not be added before the first of them was due.");
        }

        var end = from.AddSeconds(options.Seconds) + LoadOptions.PartMost;
        while (sightings.Timers < options.Due || sightings.Messages < options.Due)
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"{sightings.Timers} of {options.Due} turns, {sightings.Messages} messages.");
            }

            await Task.Delay(100, cancellation);
        }
    }

    private static void Progress(string text) => Console.Error.WriteLine(text);
}
