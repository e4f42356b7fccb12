using System.Globalization;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A whole silo in this process, as the host puts it together, on a folder and ports of its own.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningSilo(WebApplication app) => this.app = app;

    public IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public IEventLog Log => app.Services.GetRequiredService<IEventLog>();

    public IDocumentStore Documents => app.Services.GetRequiredService<IDocumentStore>();

    public ICustomerStore Customers => app.Services.GetRequiredService<ICustomerStore>();

    public JourneyGrainsClient Client => new(Grains, Options.Create(new JourneyGrainsClientOptions()));

    public IOperationsGrain Operations => Grains.GetGrain<IOperationsGrain>(0);

    /// <param name="definitions">Null: the samples.</param>
    public static Task<RunningSilo> StartAsync(string folder, string? definitions = null, params (string Key, string Value)[] settings) =>
        StartWithAsync(folder, definitions, null, settings);

    /// <param name="extend">Replaces services of the host.</param>
    public static async Task<RunningSilo> StartWithAsync(
        string folder, string? definitions, Action<IServiceCollection>? extend, params (string Key, string Value)[] settings)
    {
        var ports = LoopbackPorts.Take(3);
        var configuration = new Dictionary<string, string?>
        {
            ["JourneyGrains:Database"] = Path.Combine(folder, "journeygrains.db"),
            ["JourneyGrains:HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["JourneyGrains:SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["JourneyGrains:GatewayPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["JourneyGrains:Delivery:OutboxFolder"] = Path.Combine(folder, "outbox"),
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Orleans"] = "Error",
        };
        if (definitions is not null)
        {
            configuration["JourneyGrains:Definitions"] = definitions;
        }

        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        var app = SiloHost.Build([], configuration, extend: extend);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A stream provider of the silo.</summary>
    public IStreamProvider Streams(string name) => app.Services.GetRequiredKeyedService<IStreamProvider>(name);

    public ICustomerGrain Customer(string id) => Grains.GetGrain<ICustomerGrain>(id);

    public Task<AppendReceipt> Append(params CustomerEvent[] events) => Append([.. events.Select(input => EventRecord.Of(input))]);

    /// <summary>Records of one customer's partition.</summary>
    public Task<AppendReceipt> Append(params EventRecord[] records) =>
        Grains.GetGrain<IPartitionLogGrain>(StableHashing.Partition(records[0].CustomerId, StreamNames.PartitionsDefault)).Append(new(records));

    /// <summary>Replays a recording with its arrivals and waits until all of it is decided.</summary>
    public async Task<SystemStatus> ReplayAsync(IEnumerable<RecordedEvent> recording, DateTimeOffset? until = null, string producer = "test")
    {
        var replayer = new LogReplayer(Client, TimeProvider.System, NullLogger<LogReplayer>.Instance);
        var records = recording.Select(recorded => EventRecord.Of(recorded.Event, arrival: recorded.Arrival)).ToAsyncEnumerable();
        await replayer.ReplayAsync(records, new ReplayOptions { RecordedArrivals = true, Producer = producer, Until = until });
        return await replayer.CaughtUpAsync();
    }

    public async Task<CampaignStatus> LaunchToTheEndAsync(string campaign)
    {
        var grain = Grains.GetGrain<ICampaignGrain>(campaign);
        Assert.Null((await grain.Launch(null)).Problem);
        return await Eventually.Get(grain.Status, status => status.State == "done", $"the campaign {campaign} is done");
    }

    /// <summary>The lines of a customer's transcript, oldest first.</summary>
    public async Task<IReadOnlyList<TranscriptLine>> LinesAsync(string customer)
    {
        var page = await Customer(customer).Transcript(0, 500);
        return [.. page.Entries.Reverse().Select(entry => CoreJson.ReadEntry(System.Text.Encoding.UTF8.GetBytes(entry))).SelectMany(entry => entry.Lines)];
    }

    public Task<IReadOnlyList<TranscriptLine>> LineAsync(string customer, LineKind kind) =>
        Eventually.Get(() => LinesAsync(customer), lines => lines.Any(line => line.Kind == kind), $"a line {kind} in the transcript");

    public Task QuietAsync() => Eventually.Get(
        Operations.Status, status => status is { Outbox: 0, Due: 0 } && status.Appended == status.Consumed, "nothing is under way");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
