using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace JourneyGrains.Contracts.Streams;

/// <summary>Lets a client publish to the log's streams.</summary>
public static class LogStreamPublishing
{
    /// <summary>Adds the stream provider <see cref="StreamNames.Provider"/> for publishing.</summary>
    public static IClientBuilder AddLogStreamPublishing(this IClientBuilder client) => client.AddPersistentStreams(
        StreamNames.Provider,
        (services, name) => new Factory(new LogPublisher(name, (IGrainFactory)services.GetService(typeof(IGrainFactory))!)),
        stream => stream.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));

    private sealed class Factory(LogPublisher publisher) : IQueueAdapterFactory
    {
        public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(publisher);

        public IQueueAdapterCache GetQueueAdapterCache() => throw ReadsNothing();

        public IStreamQueueMapper GetStreamQueueMapper() => throw ReadsNothing();

        public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => throw ReadsNothing();

        private static NotSupportedException ReadsNothing() => new("A client publishes to the log's streams; only silos read them.");
    }
}
