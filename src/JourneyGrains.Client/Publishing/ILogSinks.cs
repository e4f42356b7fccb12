using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace JourneyGrains.Client.Publishing;

/// <summary>The way to the log of each partition.</summary>
internal interface ILogSinks
{
    IBatchSink Of(int partition);
}

/// <summary>By the partition's stream; by its log itself where a producer is named or receipts are asked for.</summary>
internal sealed class ClusterSinks(IClusterClient client, IJourneyGrains grains, IOptions<PublisherOptions> options) : ILogSinks
{
    public IBatchSink Of(int partition) => options.Value.Producer is { Length: > 0 } || options.Value.Receipts
        ? new LogSink(grains.Log(partition), options.Value.Producer)
        : new StreamSink(client.GetStreamProvider(StreamNames.Provider).GetStream<EventRecord>(StreamNames.Partition(partition)));
}
