using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Delivery;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace JourneyGrains.Load.Driving;

/// <summary>A silo in this process as its host puts it together, on loopback; only what leaves it ends in memory.</summary>
internal sealed class LoadSilo : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoadSilo(WebApplication app, string database)
    {
        this.app = app;
        Database = database;
    }

    public string Database { get; }

    public IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public IEventPublisher Publisher => app.Services.GetRequiredService<IEventPublisher>();

    public static async Task<LoadSilo> StartAsync(string folder, Sightings sightings)
    {
        var ports = FreePorts(3);
        var database = Path.Combine(folder, "journeygrains.db");
        var configuration = new Dictionary<string, string?>
        {
            ["JourneyGrains:Database"] = database,
            ["JourneyGrains:Definitions"] = Path.Combine(AppContext.BaseDirectory, "Definitions"),
            ["JourneyGrains:HttpPort"] = ports[0],
            ["JourneyGrains:SiloPort"] = ports[1],
            ["JourneyGrains:GatewayPort"] = ports[2],
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Orleans"] = "Error",
        };
        var app = SiloHost.Build([], configuration, sightings, services =>
        {
            services.AddSingleton(sightings);
            services.AddSingleton<IChannels, Sightings.Channels>();
            services.AddSingleton(new Baselines.NaiveStore(Path.Combine(folder, "naive.db")));
            services.AddJourneyGrainsPublishing(new ConfigurationBuilder().Build());
        });
        await app.StartAsync();
        return new(app, database);
    }

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Puts every customer to sleep, so that the next event of each has to read its state.</summary>
    public Task SleepAsync() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static string[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        string[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture))];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
