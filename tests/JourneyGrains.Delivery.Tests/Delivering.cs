using JourneyGrains.Definitions.Templates;
using JourneyGrains.Delivery.Rendering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Delivery.Tests;

/// <summary>Delivery as a host composes it, from settings as they stand in a file.</summary>
internal sealed class Delivering : IDisposable
{
    private readonly ServiceProvider services;

    public Delivering(Dictionary<string, string?> settings, RenderedMessage? rendered = null, Exception? renderingError = null, ILoggerProvider? logs = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services = new ServiceCollection()
            .AddLogging(logging => _ = logs is null ? logging : logging.AddProvider(logs))
            .AddJourneyGrainsDelivery(configuration.GetSection(DeliveryOptions.Section))
            .AddSingleton<IMessageTexts>(new FixedTexts(rendered ?? FixedTexts.Plain, renderingError))
            .BuildServiceProvider();
    }

    public IChannels Channels => services.GetRequiredService<IChannels>();

    public static Dictionary<string, string?> Channel(string name, params (string Name, string Value)[] settings) =>
        settings.ToDictionary(setting => $"JourneyGrains:Delivery:Channels:{name}:{setting.Name}", setting => (string?)setting.Value);

    public void Dispose() => services.Dispose();
}
