using System.Globalization;
using JourneyGrains.Delivery;
using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace JourneyGrains.Load.Processes;

/// <summary>
/// What a silo's process of the load runs: a silo as its host puts it together, on loopback, whose messages end in memory, with the grains
/// of the baselines beside it. It ends when its input does.
/// </summary>
internal static class SiloProgram
{
    public const string Command = "silo";
    public const string Ready = "ready";
    public const string SightingsFile = "Load:Sightings";
    public const string SightingsEvents = "Load:Events";
    public const string NaiveDatabase = "Load:NaiveDatabase";
    public const string NaiveConnection = "Load:NaiveConnection";

    public static async Task<int> RunAsync()
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        using var sightings = Sightings.Open(given[SightingsFile]!, int.Parse(given[SightingsEvents]!, CultureInfo.InvariantCulture));
        await using var app = SiloHost.Build([], feed: sightings, extend: services =>
        {
            services.AddSingleton(sightings);
            services.AddSingleton<IChannels, Sightings.Channels>();
            AddNaiveStorage(services, given);
        });
        await app.StartAsync();
        await Console.Out.WriteLineAsync(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await app.StopAsync();
        return 0;
    }

    private static void AddNaiveStorage(IServiceCollection services, IConfiguration given)
    {
        if (given[NaiveConnection] is { } connection)
        {
            AdoNetTables.Prepare(connection);
            services.AddAdoNetGrainStorage(NaiveCustomerGrain.Storage, (AdoNetGrainStorageOptions options) =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = AdoNetTables.Within(connection);
                options.GrainStorageSerializer = new NaiveStateSerializer();
            });
        }
        else
        {
            services.AddKeyedSingleton<IGrainStorage>(NaiveCustomerGrain.Storage, (_, _) => new SqliteGrainStorage(given[NaiveDatabase]!));
        }
    }
}
