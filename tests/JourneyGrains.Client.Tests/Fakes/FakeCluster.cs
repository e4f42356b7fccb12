using System.Collections.Concurrent;
using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace JourneyGrains.Client.Tests.Fakes;

/// <summary>A real silo with a real gateway whose grains answer from memory: what the command line and the library meet is Orleans.</summary>
public sealed class FakeCluster : IAsyncLifetime
{
    private readonly IHost host;

    public FakeCluster()
    {
        var ports = LoopbackPorts.Take(2);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(ports[0], ports[1])
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("dev", "dev")));
        host = builder.Build();
        Gateway = $"127.0.0.1:{ports[1]}";
    }

    public string Gateway { get; }

    public FakeSystem System { get; private set; } = new();

    public ConcurrentDictionary<string, CustomerView> Customers { get; } = [];

    public ConcurrentDictionary<string, ResultsView> Results { get; } = [];

    /// <summary>By customer, oldest first.</summary>
    public ConcurrentDictionary<string, string[]> Transcripts { get; } = [];

    public ConcurrentQueue<(string Customer, ConsentRequest Request)> Consents { get; } = [];

    public ConcurrentQueue<(string Customer, EnterRequest Request)> Entered { get; } = [];

    public ConcurrentQueue<string> Forgotten { get; } = [];

    public CampaignStatus Campaign { get; set; } = Launched;

    public ReplayReceipt ReplayReceipt { get; set; } = new(0, 0, 0);

    public long[]? Replayed { get; set; }

    public DefinitionsView Definitions { get; set; } = InForce;

    public SiloView[] Silos { get; set; } = OneSilo;

    public ReloadReport Reload { get; set; } = new(true, []);

    private static SiloView[] OneSilo => [new("10.0.0.7:11111", "0123456789abcdef")];

    private static DefinitionsView InForce => new("d", ["cart-recovery", "score"], ["flash-sale/last-call"], []) { Segments = ["lapsed"] };

    private static CampaignStatus Launched => new("flash-sale", "last-call", "not launched", 0, 0, 1_000, null);

    /// <summary>Everything as at the start, for the next test.</summary>
    public void Reset()
    {
        System = new FakeSystem();
        Customers.Clear();
        Results.Clear();
        Transcripts.Clear();
        Consents.Clear();
        Entered.Clear();
        Forgotten.Clear();
        (Campaign, ReplayReceipt, Replayed) = (Launched, new(0, 0, 0), null);
        (Silos, Reload, Definitions) = (OneSilo, new(true, []), InForce);
    }

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}

/// <summary>Tests that share the silo run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class FakeClusterCollection : ICollectionFixture<FakeCluster>
{
    public const string Name = "silo";
}
