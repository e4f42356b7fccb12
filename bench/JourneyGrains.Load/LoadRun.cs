using JourneyGrains.Core.Events;
using JourneyGrains.Load.Driving;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load;

/// <summary>One run: warms up, measures the silo and its baselines in turn, and reports.</summary>
internal sealed class LoadRun(LoadOptions options, LoadCluster cluster, Sightings sightings)
{
    private const int WarmEvents = 20_000;
    private const int WarmCustomers = 1_000;

    private readonly Workload workload = new("c", options.Customers, options.Seed);
    private readonly Feeding feeding = cluster.Feeding;
    private readonly CpuClocks clocks = cluster.Clocks;
    private readonly LoadSpeeds speeds = new();
    private readonly LoadSpeeds warming = new();

    private Waking Waking => new(cluster, workload);

    private TimeSpan BaselineRound => TimeSpan.FromSeconds(options.BaselineSeconds) / LoadOptions.Rounds;

    public static Task<int> ExecuteAsync(LoadOptions options, LoadPlace place, CancellationToken cancellation) => place.RunAsync(folder =>
    {
        var head = new ReportHead(place);
        return place.WithDatabaseAsync(folder, async database =>
        {
            using var sightings = Sightings.Create(Path.Combine(folder, "sightings"), WarmEvents + options.EventsInAll);
            await using var cluster = await LoadCluster.StartAsync(database, sightings);
            var results = await new LoadRun(options, cluster, sightings).MeasureAsync(cancellation);
            return LoadReport.Write(options, head, database, results);
        });
    });

    private async Task<LoadResults> MeasureAsync(CancellationToken cancellation)
    {
        await WarmAsync();
        await cluster.SleepAsync();
        var heapAsleep = await cluster.Probe.Heap();
        await Waking.ViewAsync("awoken");
        var heapAwake = await cluster.Probe.Heap();
        for (var round = 0; round < LoadOptions.WarmRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Progress("a round that does not count, in which all of them become warm");
            await RoundAsync(round, warming);
        }

        for (var round = 1; round <= LoadOptions.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Progress($"round {round} of {LoadOptions.Rounds}");
            await RoundAsync(LoadOptions.WarmRounds + round - 1, speeds);
        }

        await cluster.Probe.LeaveBaselines(options.Customers);
        var heapBusy = await cluster.Probe.Heap();
        await cluster.SleepAsync();
        var memory = new Memory(heapAsleep, heapAwake, heapBusy, await cluster.Probe.Heap());
        Progress("rounds of those asleep, and then awake");
        await Waking.MeasureAsync(LoadOptions.Rounds, speeds.Asleep, speeds.Awake, cancellation);
        return await PaceAsync(memory);
    }

    /// <summary>Makes everyone known, and other customers live through everything once, so that the code is compiled.</summary>
    private async Task WarmAsync()
    {
        Progress("warming up");
        var others = new Workload("x", WarmCustomers, options.Seed);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, WarmCustomers).Select(others.Introduce), 0);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, WarmEvents).Select(others.Event), WarmEvents / 10);
        await cluster.SleepAsync();
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, WarmCustomers).Select(customer => others.View(customer, "woken to be warm")), 0);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, options.Customers).Select(workload.Introduce), 0);
    }

    private async Task RoundAsync(int round, LoadSpeeds speeds)
    {
        var first = WarmEvents + (round * options.EventsOfRound);
        CustomerEvent[] events = [.. Enumerable.Range(first, options.EventsOfRound).Select(workload.Event)];
        speeds.Silo.Add(options.EventsOfRound, await clocks.OfAsync(() => feeding.AtFullSpeedAsync(events, options.EventsOfRound / 10)));
        await using (var batches = await cluster.Database.PrepareRawAsync(options.Customers, await cluster.Database.SampleAsync()))
        {
            var written = 0;
            var usage = await clocks.OfAsync(async () => written = await batches.WriteAsync(options.Events, BaselineRound));
            speeds.Raw.Add(written, usage);
        }

        await CallAsync(speeds.Naive, () => cluster.Probe.TakeNaively(options.Customers, options.Seed, first, BaselineRound));
        await CallAsync(speeds.Calls, () => cluster.Probe.CallBare(options.Customers, BaselineRound));
    }

    private async Task CallAsync(Speed speed, Func<Task<long>> call)
    {
        long count = 0;
        var usage = await clocks.OfAsync(async () => count = await call());
        speed.Add(count, usage);
    }

    private async Task<LoadResults> PaceAsync(Memory memory)
    {
        Progress($"{options.Rate} events a second for {options.RateSeconds} s");
        var first = WarmEvents + options.EventsInAll - options.RateEvents;
        var acknowledged = new long[options.RateEvents];
        long[] due = [];
        var usage = await clocks.OfAsync(async () => due = await feeding.AtRateAsync(workload, first, options.RateEvents, options.Rate, acknowledged));
        var all = Enumerable.Range(0, options.RateEvents).ToArray();
        return new(
            speeds,
            Percentiles.Between(all, index => due[index], index => acknowledged[index]),
            Percentiles.Between(all, index => due[index], index => sightings.CommittedAt(first + index)),
            Percentiles.Between(
                all.Where(index => Workload.Sends(first + index)), index => due[index], index => sightings.HandedOverAt(first + index)),
            usage,
            memory,
            await cluster.Database.SampleAsync(),
            await cluster.Database.TablesAsync(),
            await cluster.Probe.Collector());
    }

    private static void Progress(string text) => Console.Error.WriteLine(text);
}
