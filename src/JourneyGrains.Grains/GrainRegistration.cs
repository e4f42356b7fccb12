using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Grains.Partitions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Serialization;

namespace JourneyGrains.Grains;

/// <summary>What the grains need beside the store and the channels.</summary>
public static class GrainRegistration
{
    /// <param name="definitionsFolder">Where the definition files are; read when the silo starts.</param>
    public static IServiceCollection AddJourneyGrains(this IServiceCollection services, string definitionsFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnFeed, SilentTurnFeed>();
        services.AddSingleton<EditionStore>();
        services.AddSingleton(provider => new DefinitionCatalogue(
            definitionsFolder, provider.GetRequiredService<EditionStore>(), provider.GetRequiredService<ILogger<DefinitionCatalogue>>()));
        services.AddSingleton<AllowedCalls>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CatalogueStart>();
        services.AddSingleton<IMessageTexts>(provider => new CurrentTemplates(() => provider.GetRequiredService<DefinitionCatalogue>().Templates));
        services.AddGrainService<SiloCatalogue>();
        services.AddSingleton<SiloCatalogues>();
        services.AddSingleton<PartitionTime>();
        services.AddSingleton<CustomerRuntime>();
        services.AddSingleton<CustomerReferences>();

        // What goes wrong reaches the caller as what it is; without this as an exception that says no more than that it cannot be sent.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith(["JourneyGrains", "Npgsql"]));
        return services;
    }
}
