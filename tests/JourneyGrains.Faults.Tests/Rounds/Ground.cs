using System.Globalization;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Faults.Tests.Clocks;
using JourneyGrains.Faults.Tests.Networks;
using JourneyGrains.Faults.Tests.Processes;
using JourneyGrains.Faults.Tests.Providers;
using JourneyGrains.Faults.Tests.Schedules;
using JourneyGrains.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>What a round stands on: database, wire, provider, clock, silo processes, and a client that talks to them.</summary>
internal sealed class Ground : IAsyncDisposable
{
    public const int Partitions = 4;

    /// <summary>How fast the silos' clock runs where the store keeps its own time: a day passes in 9 s.</summary>
    private const double Rate = 9_600;

    private static readonly DateTimeOffset Morning = new(2025, 11, 11, 0, 0, 0, TimeSpan.Zero);

    private readonly RoundDatabase? database;
    private readonly IHost client;
    private readonly ClockHand clock;

    private Ground(RoundPlan plan, string folder, RoundDatabase? database, Provider provider, SiloProcess[] silos, IHost client, ClockHand clock) =>
        (Plan, Folder, this.database, Provider, Silos, this.client, this.clock) = (plan, folder, database, provider, silos, client, clock);

    public RoundPlan Plan { get; }

    public string Folder { get; }

    public Provider Provider { get; }

    public IReadOnlyList<SiloProcess> Silos { get; }

    public Proxy Wire => database!.Wire;

    public RoundDatabase Database => database!;

    public IJourneyGrains Grains => client.Services.GetRequiredService<IJourneyGrains>();

    public ILogReplayer Replayer => client.Services.GetRequiredService<ILogReplayer>();

    /// <summary>The silos' time where the store keeps its own.</summary>
    public DateTimeOffset Now => clock.Now;

    public required RoundJourneys Journeys { get; init; }

    private static string ClockFile(string folder) => Path.Combine(folder, "clock");

    public static async Task<Ground> StartAsync(RoundPlan plan, PostgresServer server, string folder, CancellationToken cancellation)
    {
        var clock = new ClockHand(ClockFile(folder), new ClockSetting(DateTimeOffset.UtcNow, Morning, Rate));
        var journeys = RoundJourneys.Make(Path.Combine(folder, "journeys"));
        var database = plan.Store == SiloStorage.Postgres ? await RoundDatabase.MakeAsync(server) : null;
        var provider = await Provider.StartAsync();
        var ports = LoopbackPorts.Take(plan.Silos * 3);
        var silos = Enumerable.Range(0, plan.Silos).Select(number => new SiloProcess(new SiloSetup(
            $"silo {number}", ports[number * 3], ports[(number * 3) + 1], ports[(number * 3) + 2],
            Settings(plan, folder, journeys, database, provider), plan.FollowsLog ? null : ClockFile(folder)))).ToArray();
        var host = Client(silos);
        var ground = new Ground(plan, folder, database, provider, silos, host, clock) { Journeys = journeys };
        try
        {
            await Task.WhenAll(silos.Select(silo => silo.StartAsync(cancellation)));
            clock.Set(Morning, Rate);
            await host.StartAsync(cancellation);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on no faster than the machine's.</summary>
    public void CalmClock() => clock.Run(1);

    /// <summary>From now on not at all: nothing becomes due any more.</summary>
    public void StopClock() => clock.Run(0);

    public void StepClock(TimeSpan by) => clock.Step(by);

    /// <summary>Asks again until the system answers.</summary>
    public async Task<SystemStatus> StatusAsync(CancellationToken cancellation) =>
        await Patiently.DoAsync(() => Grains.Operations.Status(), cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
        }

        client.Dispose();
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Provider.DisposeAsync();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    private static Dictionary<string, string> Settings(
        RoundPlan plan, string folder, RoundJourneys journeys, RoundDatabase? database, Provider provider)
    {
        var settings = new Dictionary<string, string>
        {
            ["JourneyGrains__Storage"] = plan.Store.ToString(),
            ["JourneyGrains__Partitions"] = Partitions.ToString(CultureInfo.InvariantCulture),
            ["JourneyGrains__Definitions"] = journeys.Folder,
            ["JourneyGrains__Database"] = Path.Combine(folder, "journeygrains.db"),
            ["JourneyGrains__ConnectionString"] = database?.ConnectionString ?? "",
        };
        foreach (var channel in (string[])["email", "sms", "push"])
        {
            settings[$"JourneyGrains__Delivery__Channels__{channel}__Transport"] = "Webhook";
            settings[$"JourneyGrains__Delivery__Channels__{channel}__Url"] = provider.Url;
            settings[$"JourneyGrains__Delivery__Channels__{channel}__Timeout"] = plan.ProviderIsWell ? "00:00:10" : "00:00:01";
        }

        return settings;
    }

    private static IHost Client(SiloProcess[] silos)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(silos.Select((silo, index) => KeyValuePair.Create<string, string?>(
            FormattableString.Invariant($"{JourneyGrainsClientOptions.Section}:Gateways:{index}"),
            FormattableString.Invariant($"127.0.0.1:{silo.GatewayPort}"))));
        builder.UseJourneyGrainsClient();
        builder.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
        builder.Services.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
