using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Grains.Partitions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;

namespace JourneyGrains.Grains;

/// <summary>What the grains need beside the store and the channels.</summary>
public static class GrainRegistration
{
    /// <param name="definitionsFolder">Where the definition files are; read when the silo starts.</param>
    public static IServiceCollection AddJourneyGrains(this IServiceCollection services, string definitionsFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnFeed, SilentTurnFeed>();
        services.AddSingleton(_ => new DefinitionCatalogue(definitionsFolder));
        services.AddSingleton<IMessageTexts>(provider => new CurrentTemplates(() => provider.GetRequiredService<DefinitionCatalogue>().Templates));
        services.AddGrainService<SiloCatalogue>();
        services.AddSingleton<SiloCatalogues>();
        services.AddSingleton<PartitionTime>();
        services.AddSingleton<CustomerRuntime>();
        return services;
    }
}
