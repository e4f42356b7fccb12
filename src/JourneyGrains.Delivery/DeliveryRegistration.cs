using JourneyGrains.Delivery.Calls;
using JourneyGrains.Delivery.Http;
using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Delivery.Transports;
using JourneyGrains.Delivery.Transports.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery;

/// <summary>Registers delivery with a host.</summary>
public static class DeliveryRegistration
{
    /// <summary>
    /// Adds <see cref="IChannels"/>. The host also registers an <see cref="IMessageTexts"/>, for which <see cref="CurrentTemplates"/> is
    /// ready.
    /// Settings are checked when the host starts.
    /// </summary>
    /// <param name="section">The section <see cref="DeliveryOptions.Section"/>; may be empty: then every channel writes files.</param>
    public static IServiceCollection AddJourneyGrainsDelivery(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<DeliveryOptions>().Bind(section, Strictly).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HttpAttempts>();
        services.TryAddSingleton<TransportFactory>();
        services.TryAddSingleton<IChannels, Channels>();
        services.TryAddSingleton<CallHosts>();
        services.TryAddSingleton<HttpCalls>();

        // The factory's own log lines would put a URL, which may hold a token, and timings on every message.
        AddHttpClient(services, WebhookTransport.ClientName);
        AddHttpClient(services, HttpCalls.ClientName);
        return services;
    }

    // Else a value that cannot be read leaves a channel with the defaults: files, which nobody looks for.
    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;

    private static void AddHttpClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        .RemoveAllLoggers();
}
