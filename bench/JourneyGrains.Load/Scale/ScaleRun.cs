using JourneyGrains.Core.Events;
using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Driving;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Populating;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load.Scale;

/// <summary>How much is measured.</summary>
/// <param name="Few">Customers known to one silo.</param>
/// <param name="Many">Customers known to the other.</param>
/// <param name="Active">Of either, those who have events, spread over all.</param>
/// <param name="Events">Events of a round.</param>
/// <param name="Rounds">Rounds of each that count, in turn.</param>
internal sealed record ScaleOptions(int Few, int Many, int Active, int Events, int Rounds);

/// <summary>
/// Two silos on two databases of one server, one with few customers and one with many; the same number of them have events. They take turns,
/// so that what disturbs the one disturbs the other.
/// </summary>
internal sealed class ScaleRun(ScaleOptions options, ScaleSide few, ScaleSide many)
{
    public static Task<int> ExecuteAsync(ScaleOptions options, LoadPlace place, CancellationToken cancellation) => place.RunAsync(async folder =>
    {
        var head = new ReportHead(place);
        await using var server = PostgresPlace.Open(place.Connection);
        await using var few = await ScaleSide.StartAsync(await server.CreateAsync("few"), options.Few, options, folder);
        await using var many = await ScaleSide.StartAsync(await server.CreateAsync("many"), options.Many, options, folder);
        await new ScaleRun(options, few, many).MeasureAsync(cancellation);
        return ScaleReport.Write(options, head, few, many, await many.Cluster.Probe.Collector());
    });

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        // The first rounds compile the code and wake those who are active; they do not count.
        for (var round = 0; round < LoadOptions.WarmRounds + options.Rounds; round++)
        {
            foreach (var side in new[] { few, many })
            {
                cancellation.ThrowIfCancellationRequested();
                await Console.Error.WriteLineAsync($"{side.Known} known, round {round + 1} of {LoadOptions.WarmRounds + options.Rounds}");
                await side.RoundAsync(round, counts: round >= LoadOptions.WarmRounds);
            }
        }

        foreach (var side in new[] { few, many })
        {
            await side.WakeAsync(cancellation);
        }
    }
}

/// <summary>One silo with its customers.</summary>
internal sealed class ScaleSide : IAsyncDisposable
{
    private readonly ScaleOptions options;
    private readonly Sightings sightings;
    private readonly Workload active;

    private ScaleSide(int known, ScaleOptions options, Sightings sightings, LoadCluster cluster)
    {
        (Known, this.options, this.sightings, Cluster) = (known, options, sightings, cluster);
        active = new Workload("c", options.Active, 1, known / options.Active);
    }

    public int Known { get; }

    public LoadCluster Cluster { get; }

    public Speed Events { get; } = new("events", "");

    public Speed Asleep { get; } = new("asleep", "");

    public Speed Awake { get; } = new("awake", "");

    public static async Task<ScaleSide> StartAsync(PostgresDatabase database, int known, ScaleOptions options, string folder)
    {
        await Console.Error.WriteLineAsync($"filling a store with {known} customers");
        var population = new Population(database.Store);
        population.Prepare();
        var (lives, ids) = (new Lives().Sleepers(1_000, DateTimeOffset.UtcNow), new Workload("c", known, 0));
        await population.AddAsync(Enumerable.Range(0, known).Select(customer => (ids.CustomerId(customer), lives[customer % lives.Length])));
        await population.SettleAsync();
        var sightings = Sightings.Create(Path.Combine(folder, $"sightings-{known}"), (LoadOptions.WarmRounds + options.Rounds) * options.Events);
        return new(known, options, sightings, await LoadCluster.StartAsync(database, sightings));
    }

    public async Task RoundAsync(int round, bool counts)
    {
        CustomerEvent[] events = [.. Enumerable.Range(round * options.Events, options.Events).Select(active.Event)];
        var usage = await Cluster.Clocks.OfAsync(() => Cluster.Feeding.AtFullSpeedAsync(events, options.Events / 10));
        if (counts)
        {
            Events.Add(options.Events, usage);
        }
    }

    /// <summary>A view of each who has events, asleep and then awake, in rounds.</summary>
    public Task WakeAsync(CancellationToken cancellation)
    {
        Console.Error.WriteLine($"{Known} known, asleep and then awake");
        return new Waking(Cluster, active).MeasureAsync(options.Rounds, Asleep, Awake, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        sightings.Dispose();
    }
}
