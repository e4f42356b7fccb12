using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>
/// Places in the log as stream tokens. (n, 0) is the event at offset n: what each event carries, and what to subscribe with to get it and
/// all after it. (n, c) with c above 0 is a delivery of c events from offset n on; what follows it begins at n + c.
/// </summary>
internal static class LogTokens
{
    public static EventSequenceTokenV2 Event(long offset) => new(offset, 0);

    public static EventSequenceTokenV2 Delivery(long first, int count) => new(first, count);

    /// <summary>The first offset that a reader with this token has not had.</summary>
    public static long Next(StreamSequenceToken token) => token.SequenceNumber + token.EventIndex;
}
