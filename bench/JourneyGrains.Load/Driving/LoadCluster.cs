using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Load.Driving;

/// <summary>A silo in a process of its own on a database, and a producer of events connected to its gateway.</summary>
internal sealed class LoadCluster : IAsyncDisposable
{
    private readonly SiloProcess silo;
    private readonly IHost client;

    private LoadCluster(ILoadDatabase database, SiloProcess silo, IHost client, Sightings sightings)
    {
        (Database, this.silo, this.client) = (database, silo, client);
        Clocks = new CpuClocks(silo, database);
        Feeding = new Feeding(client.Services.GetRequiredService<IEventPublisher>(), sightings);
    }

    public ILoadDatabase Database { get; }

    public Feeding Feeding { get; }

    /// <summary>CPU of the three.</summary>
    public CpuClocks Clocks { get; }

    /// <summary>Measures inside the silo's process.</summary>
    public ISiloProbe Probe => Grains.GetGrain<ISiloProbe>(0);

    private IGrainFactory Grains => client.Services.GetRequiredService<IGrainFactory>();

    public static async Task<LoadCluster> StartAsync(ILoadDatabase database, Sightings sightings)
    {
        var silo = await SiloProcess.StartAsync(database, sightings);
        IHost? client = null;
        try
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Configuration[$"{JourneyGrainsClientOptions.Section}:Gateways:0"] = $"127.0.0.1:{silo.Gateway}";
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.UseJourneyGrainsClient();
            client = builder.Build();
            await client.StartAsync();
            return new(database, silo, client, sightings);
        }
        catch
        {
            client?.Dispose();
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts every customer to sleep, so that the next event of each has to read its state; what they left behind is collected.</summary>
    public async Task SleepAsync()
    {
        await Probe.PutToSleep();
        await ExpectAwakeAsync(0);
    }

    /// <summary>Makes sure of what is measured.</summary>
    /// <exception cref="InvalidOperationException">Another number of customers is awake.</exception>
    public async Task ExpectAwakeAsync(int customers)
    {
        if (await Probe.Awake() is var awake && awake != customers)
        {
            throw new InvalidOperationException($"{awake} customers are awake where {customers} were to be.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.StopAsync();
        client.Dispose();
        await silo.DisposeAsync();
    }
}
