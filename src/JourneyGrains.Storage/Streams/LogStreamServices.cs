using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>Puts the stream provider over the event log into a silo.</summary>
public static class LogStreamServices
{
    // The agent waits inside a read; this is only the pause between two reads.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // How long one delivery is tried before it is reported; then it is tried on.
    private static readonly TimeSpan Reported = TimeSpan.FromMinutes(1);

    // Partitions are there for good. The agent would else let go of readers to whom it delivered nothing for half an hour, those among them who
    // are at a delivery that takes so long because the database is away.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(3_650);

    /// <summary>
    /// Adds the stream provider <see cref="StreamNames.Provider"/> over the silo's <see cref="IEventLog"/>: rewindable, with implicit
    /// subscriptions, at least once, in the order of the log; a batch that its reader fails on comes again until it is taken.
    /// </summary>
    public static ISiloBuilder AddLogStreams(this ISiloBuilder silo, Action<LogStreamOptions>? configure = null)
    {
        var options = new LogStreamOptions();
        configure?.Invoke(options);
        return silo.AddPersistentStreams(
            StreamNames.Provider,
            (services, name) => new LogStreamFactory(
                name,
                services.GetRequiredService<IEventLog>(),
                options,
                new LogPublisher(name, services.GetRequiredService<IGrainFactory>()),
                services.GetRequiredService<ILogger<LogDeliveryFailures>>()),
            stream =>
            {
                stream.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                stream.ConfigurePullingAgent(agent => agent.Configure(settings =>
                {
                    settings.GetQueueMsgsTimerPeriod = Pause;
                    settings.MaxEventDeliveryTime = Reported;
                    settings.StreamInactivityPeriod = Forgotten;
                    settings.BatchContainerBatchSize = 1;
                }));
                stream.ConfigureBackoffProvider((_, _) => (IMessageDeliveryBackoffProvider)new DeliveryPatience());
                stream.ConfigureBackoffProvider((_, _) => (IQueueReaderBackoffProvider)new DeliveryPatience());
            });
    }
}
