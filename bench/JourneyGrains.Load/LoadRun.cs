using System.Diagnostics;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Driving;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load;

/// <summary>One run: warms up, measures the silo and its baselines in turn, and reports.</summary>
internal sealed class LoadRun(LoadOptions options, LoadSilo silo, Sightings sightings)
{
    private const int Rounds = 3;
    private const int WarmEvents = 5_000;
    private const int WarmCustomers = 500;
    private const int CallsAtOnce = 256;

    private readonly Workload workload = new("c", options.Customers, options.Seed);
    private readonly Feeding feeding = new(silo.Publisher, sightings);
    private readonly Speed full = new(LoadReport.Silo, "events published, logged, decided, committed, and a tenth of them sent: rendered, judged, handed over, settled.");
    private readonly Speed asleep = new(LoadReport.Waking, "one product view of every customer, all asleep.");
    private readonly Speed awake = new(LoadReport.Awake, "one product view of every customer, all awake.");
    private readonly Speed raw = new(LoadReport.Raw, $"the rows of the same events in transactions of {RawBatches.Batch}, without turns or Orleans: the limit of the database here.");
    private readonly Speed naive = new(LoadReport.Naive, "the same turn in a bare grain, the state alone written in a transaction of its own; no log, transcript or sending.");
    private readonly Speed calls = new(LoadReport.Calls, "calls with one event to grains that do nothing: the limit of Orleans here.");

    private int EventsOfRound => options.Events / Rounds / 10 * 10;

    private TimeSpan BaselineRound => TimeSpan.FromSeconds(options.BaselineSeconds) / Rounds;

    public static async Task<int> ExecuteAsync(LoadOptions options, string arguments, CancellationToken cancellation)
    {
        if (Directory.Exists(options.Data) && Directory.EnumerateFileSystemEntries(options.Data).Any())
        {
            await Console.Error.WriteLineAsync($"The folder {options.Data} is not empty. Give --data a new one.");
            return 1;
        }

        var (before, date) = (Machine.LoadAverages(), DateTimeOffset.UtcNow);
        Directory.CreateDirectory(options.Data);
        try
        {
            var sightings = new Sightings(WarmEvents + options.Events + options.RateEvents);
            LoadResults results;
            await using (var silo = await LoadSilo.StartAsync(Path.GetFullPath(options.Data), sightings))
            {
                results = await new LoadRun(options, silo, sightings).MeasureAsync(cancellation);
            }

            var report = LoadReport.Write(options, arguments, before, date, results);
            Console.WriteLine(report);
            if (options.Report is { } file)
            {
                await File.WriteAllTextAsync(file, report, cancellation);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(options.Data, recursive: true);
        }
    }

    private async Task<LoadResults> MeasureAsync(CancellationToken cancellation)
    {
        await WarmAsync();
        await silo.SleepAsync();
        var heapAsleep = Heap();
        await EachAsync(asleep, "awoken");
        var heapAwake = Heap();
        await EachAsync(awake, "again");
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            await RoundAsync(round);
        }

        var memory = new Memory(heapAsleep, heapAwake, Heap(), Disk());
        return await PaceAsync(memory);
    }

    /// <summary>Makes everyone known, and other customers live through everything once, so that the code is compiled.</summary>
    private async Task WarmAsync()
    {
        var others = new Workload("x", WarmCustomers, options.Seed);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, WarmCustomers).Select(others.Introduce), 0);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, WarmEvents).Select(others.Event), WarmEvents / 10);
        await feeding.AtFullSpeedAsync(Enumerable.Range(0, options.Customers).Select(workload.Introduce), 0);
    }

    private async Task EachAsync(Speed speed, string occasion) => speed.Add(
        options.Customers,
        await Usage.OfAsync(() => feeding.AtFullSpeedAsync(
            Enumerable.Range(0, options.Customers).Select(customer => workload.View(customer, occasion)), 0)));

    private async Task RoundAsync(int round)
    {
        Progress($"round {round + 1} of {Rounds}");
        var first = WarmEvents + (round * EventsOfRound);
        full.Add(EventsOfRound, await Usage.OfAsync(() => feeding.AtFullSpeedAsync(
            Enumerable.Range(first, EventsOfRound).Select(workload.Event), EventsOfRound / 10)));

        using (var batches = new RawBatches(Path.Combine(options.Data, $"raw-{round}.db"), options.Customers, RowSizes.Of(silo.Database)))
        {
            var written = 0;
            var usage = await Usage.OfAsync(() => Task.Run(() => written = batches.Write(options.Events, BaselineRound)));
            raw.Add(written, usage);
        }

        await CallAsync(naive, first, index => silo.Grains.GetGrain<INaiveCustomerGrain>(workload.Event(index).CustomerId)
            .Take(EventRecord.Of(workload.Event(index))));
        EventRecord[] one = [EventRecord.Of(workload.Event(0))];
        await CallAsync(calls, first, index => silo.Grains.GetGrain<IEchoGrain>(workload.CustomerId(index % options.Customers)).Take(one));
    }

    private async Task CallAsync(Speed speed, int first, Func<int, Task> call)
    {
        var next = first - 1;
        var began = Stopwatch.GetTimestamp();
        var usage = await Usage.OfAsync(() => Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < BaselineRound)
            {
                await call(Interlocked.Increment(ref next));
            }
        }))));
        speed.Add(next + 1 - first, usage);
    }

    private async Task<LoadResults> PaceAsync(Memory memory)
    {
        Progress($"{options.Rate} events a second for {options.RateSeconds} s");
        var first = WarmEvents + (Rounds * EventsOfRound);
        var acknowledged = new long[options.RateEvents];
        long[] due = [];
        var usage = await Usage.OfAsync(async () => due = await feeding.AtRateAsync(workload, first, options.RateEvents, options.Rate, acknowledged));
        var all = Enumerable.Range(0, options.RateEvents).ToArray();
        return new(
            [full, raw, naive, calls, asleep, awake],
            Percentiles.Of(all.Select(index => Between(due[index], acknowledged[index]))),
            Percentiles.Of(all.Select(index => Between(due[index], sightings.CommittedAt(first + index)))),
            Percentiles.Of(all.Where(index => Workload.Sends(first + index)).Select(index => Between(due[index], sightings.HandedOverAt(first + index)))),
            usage,
            memory,
            RowSizes.Of(silo.Database));
    }

    private long Disk() => new[] { silo.Database, silo.Database + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Between(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static void Progress(string text) => Console.Error.WriteLine(text);
}
