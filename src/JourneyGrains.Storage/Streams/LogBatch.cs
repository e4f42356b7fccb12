using JourneyGrains.Contracts.Streams;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>Consecutive events of a partition on their way to a reader; without events, a sign of where it stands.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.log-batch")]
internal sealed record LogBatch(
    [property: Id(0)] StreamId StreamId, [property: Id(1)] EventSequenceTokenV2 Token, [property: Id(2)] EventRecord[] Events) : IBatchContainer
{
    public StreamSequenceToken SequenceToken => Token;

    public static LogBatch Of(StreamId streamId, IReadOnlyList<EventRecord> events) =>
        new(streamId, LogTokens.Delivery(events[0].Offset, events.Count), [.. events]);

    public static LogBatch Sign(StreamId streamId, StreamSequenceToken token) =>
        new(streamId, new EventSequenceTokenV2(token.SequenceNumber, token.EventIndex), []);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        foreach (var record in Events)
        {
            yield return record is T element
                ? Tuple.Create<T, StreamSequenceToken>(element, LogTokens.Event(record.Offset))
                : throw new InvalidCastException($"The log's streams carry {nameof(EventRecord)}, not {typeof(T).Name}.");
        }
    }

    public bool ImportRequestContext() => false;
}
