using JourneyGrains.Delivery;
using JourneyGrains.Grains;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Silo.OperatorConsole;
using JourneyGrains.Silo.Settings;
using JourneyGrains.Storage.Postgres;
using JourneyGrains.Storage.Sqlite;
using JourneyGrains.Storage.Streams;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Puts a silo together: store, streams, grains, channels, dashboard, health.</summary>
public static class SiloHost
{
    /// <summary>Where a load balancer asks whether the silo serves.</summary>
    public const string ReadyPath = "/health/ready";

    /// <param name="args">Configuration as --JourneyGrains:NAME value.</param>
    /// <param name="configure">Settings that a command decides, over those of files and environment.</param>
    /// <param name="feed">Who listens to committed turns; null: nobody.</param>
    /// <param name="extend">Replaces or adds services last; for tests and for hosts with a store or channels of their own.</param>
    /// <exception cref="WrongSettingsException">Settings are wrong or unknown.</exception>
    public static WebApplication Build(
        string[] args, IReadOnlyDictionary<string, string?>? configure = null, ITurnFeed? feed = null, Action<IServiceCollection>? extend = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (configure is not null)
        {
            builder.Configuration.AddInMemoryCollection(configure);
        }

        SettingsCheck.Apply(builder.Configuration);
        var settings = SiloSettings.Of(builder.Configuration);
        if (feed is not null)
        {
            builder.Services.AddSingleton(feed);
        }

        builder.Services.AddJourneyGrains(settings.Definitions);
        builder.Services.AddJourneyGrainsDelivery(builder.Configuration.GetSection(DeliveryOptions.Section));
        AddStorage(builder.Services, settings);
        builder.Services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [StoreHealth.Ready]);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainFor);
        builder.UseOrleans(silo => Configure(silo, settings));
        builder.WebHost.UseUrls($"http://{(settings.HttpOpen ? "0.0.0.0" : "127.0.0.1")}:{settings.HttpPort}");

        extend?.Invoke(builder.Services);
        var app = builder.Build();
        MapEndpoints(app);
        return app;
    }

    private static void AddStorage(IServiceCollection services, SiloSettings settings)
    {
        if (settings.Storage == SiloStorage.Postgres)
        {
            services.AddPostgresStorage(store => (store.ConnectionString, store.Partitions) = (settings.ConnectionString, settings.Partitions));
        }
        else
        {
            services.AddSqliteStorage(store => (store.Path, store.Partitions) = (settings.Database, settings.Partitions));
        }
    }

    private static void Configure(ISiloBuilder silo, SiloSettings settings)
    {
        silo.JoinCluster(settings);
        silo.AddForeignStreams();
        silo.AddLogStreams();
        if (settings.Tracing)
        {
            silo.AddActivityPropagation();
        }

        silo.AddDashboard(options => options.HideTrace = true);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StandingGrains>();

        // A customer who is not heard of for a while costs nothing.
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(5));
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(StoreHealth.Ready) });
        app.MapOrleansDashboard("/dashboard");
        app.MapGet("/", () => Results.Redirect("/console"));
        app.MapConsole();
    }
}
