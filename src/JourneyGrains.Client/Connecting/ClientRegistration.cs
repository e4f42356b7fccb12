using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Clusters;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace JourneyGrains.Client.Connecting;

/// <summary>What a producer or a backend service calls once, at its start.</summary>
public static class ClientRegistration
{
    /// <summary>
    /// Connects to the cluster named in the section "JourneyGrains:Client" when the host starts, and registers
    /// <see cref="IEventPublisher"/>, <see cref="ILogReplayer"/> and <see cref="IJourneyGrains"/>. A value beyond its bounds keeps the host from
    /// starting (<see cref="OptionsValidationException"/>).
    /// </summary>
    /// <exception cref="FormatException">A gateway is not host:port, its host is not known, or gateways and membership are both given.</exception>
    /// <exception cref="ArgumentException">The connection string of the membership cannot be read.</exception>
    public static IServiceCollection AddJourneyGrainsClient(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(JourneyGrainsClientOptions.Section).Get<JourneyGrainsClientOptions>() ?? new();
        services.AddOrleansClient(client => client.ToCluster(options).AddLogStreamPublishing());
        return services.AddJourneyGrainsPublishing(configuration);
    }

    /// <inheritdoc cref="AddJourneyGrainsClient"/>
    public static IHostBuilder UseJourneyGrainsClient(this IHostBuilder host) =>
        host.ConfigureServices((context, services) => services.AddJourneyGrainsClient(context.Configuration));

    /// <inheritdoc cref="AddJourneyGrainsClient"/>
    public static TBuilder UseJourneyGrainsClient<TBuilder>(this TBuilder host)
        where TBuilder : IHostApplicationBuilder
    {
        host.Services.AddJourneyGrainsClient(host.Configuration);
        return host;
    }

    /// <summary>The same services where an Orleans client is there already, as inside a silo.</summary>
    public static IServiceCollection AddJourneyGrainsPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddOptions<JourneyGrainsClientOptions>().Bind(configuration.GetSection(JourneyGrainsClientOptions.Section)).ValidateOnStart();
        services.AddOptions<PublisherOptions>().Bind(configuration.GetSection(PublisherOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JourneyGrainsClientOptions>, ClientOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PublisherOptions>, PublisherOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJourneyGrains, JourneyGrainsClient>();
        services.TryAddSingleton<ILogReplayer, LogReplayer>();
        services.TryAddSingleton<PublisherMeter>();
        services.TryAddSingleton<ILogSinks, ClusterSinks>();
        services.TryAddSingleton<IEventPublisher, EventPublisher>();
        return services;
    }

    private static IClientBuilder ToCluster(this IClientBuilder client, JourneyGrainsClientOptions options)
    {
        if (options.Membership.Length == 0)
        {
            client.UseStaticClustering([.. options.GatewaysOrLocal.SelectMany(GatewayAddress.Resolve)]);
        }
        else if (options.Gateways.Count == 0)
        {
            var database = ClusterMembership.ConnectionTo(options.Membership);
            client.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (ClusterMembership.Driver, database));
        }
        else
        {
            throw new FormatException(JourneyGrainsClientOptions.EitherProblem);
        }

        // Orleans' own localhost clustering overlooks the ids "dev" in favour of "default"; so they are set here in every case.
        return client
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.GatewaysEvery)
            .UseConnectionRetryFilter<BoundedConnectRetry>();
    }
}
