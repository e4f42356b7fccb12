using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Puts the store on PostgreSQL into a host.</summary>
public static class PostgresStorageServices
{
    /// <summary>
    /// Adds <see cref="ICustomerStore"/>, <see cref="IEventLog"/>, <see cref="IDeadLetterStore"/> and <see cref="IDocumentStore"/> on one
    /// database. It is opened when the first of them is asked for and closed with the host.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, Action<PostgresStorageOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => PostgresStorage.Open(
            provider.GetRequiredService<IOptions<PostgresStorageOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<PostgresStorage>>()));
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStorage>().Customers);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStorage>().Log);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStorage>().DeadLetters);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStorage>().Documents);
        return services;
    }
}
