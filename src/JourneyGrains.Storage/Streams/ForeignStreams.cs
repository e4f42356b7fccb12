using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>What holds for the streams of every other provider that a silo is configured with.</summary>
public static class ForeignStreams
{
    // Orleans' default gives an event up after a minute. Nothing that was acknowledged is skipped: a week outlasts every outage that is mended.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>
    /// Subscriptions are the implicit ones of the grains, so that no provider needs a store for others; and a batch that cannot be taken comes
    /// again. Settings made for one provider by name, after this, go before it.
    /// </summary>
    public static ISiloBuilder AddForeignStreams(this ISiloBuilder silo)
    {
        silo.Services.ConfigureAll<StreamPubSubOptions>(options => options.PubSubType = StreamPubSubType.ImplicitOnly);
        silo.Services.ConfigureAll<StreamPullingAgentOptions>(options => options.MaxEventDeliveryTime = Patience);
        return silo;
    }
}
