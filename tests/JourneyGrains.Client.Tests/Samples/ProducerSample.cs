using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyGrains.Client.Tests.Samples;

/// <summary>The producer of docs/client.md.</summary>
internal static class ProducerSample
{
    public static async Task<string> RunAsync(string[] args)
    {
        // sample: producer
        var builder = Host.CreateApplicationBuilder(args);
        builder.UseJourneyGrainsClient();
        using var host = builder.Build();
        await host.StartAsync();

        var publisher = host.Services.GetRequiredService<IEventPublisher>();
        var cart = Value.Of(Value.EmptyMap.AsMap().Add("cartId", Value.Of("cart-9")).Add("value", Value.Of(59.90m)));
        var result = await publisher.PublishAsync(
            new CustomerEvent("evt-1001", "c-17", EventTypes.CartUpdated, DateTimeOffset.UtcNow, cart));
        var told = result.Accepted ? "durable" : $"refused: {result.Refusal!.Reason}";

        await publisher.DisposeAsync();
        await host.StopAsync();
        // end
        return told;
    }
}
