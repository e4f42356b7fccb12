using JourneyGrains.Client.Publishing;
using Microsoft.Extensions.Configuration;

namespace JourneyGrains.Client.Connecting;

/// <summary>The settings of a client as a whole, for a program that looks at them before it uses them.</summary>
public static class ClientSettings
{
    /// <summary>What is beyond its bounds: the setting, what it is, and what is allowed. Hosts of gateways are not looked up.</summary>
    /// <exception cref="InvalidOperationException">A value is not of its type.</exception>
    public static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        var client = configuration.GetSection(JourneyGrainsClientOptions.Section).Get<JourneyGrainsClientOptions>() ?? new();
        var publisher = configuration.GetSection(PublisherOptions.Section).Get<PublisherOptions>() ?? new();
        return [.. client.Problems(), .. publisher.Problems()];
    }
}
