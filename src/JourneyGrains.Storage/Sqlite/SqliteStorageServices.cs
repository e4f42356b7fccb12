using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Puts the embedded store into a host.</summary>
public static class SqliteStorageServices
{
    /// <summary>
    /// Adds <see cref="ICustomerStore"/>, <see cref="IEventLog"/>, <see cref="IDeadLetterStore"/> and <see cref="IDocumentStore"/> on one
    /// file. It is opened when the first of them is asked for and closed with the host.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, Action<SqliteStorageOptions> configure)
    {
        services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => SqliteStorage.Open(
            provider.GetRequiredService<IOptions<SqliteStorageOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<SqliteStorage>>()));
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().Customers);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().Log);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().DeadLetters);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().Documents);
        return services;
    }
}
