using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>
/// What happens when a reader has failed on a batch for as long as the agent tries: it is reported, the subscription stays, and the
/// partition waits. Orleans would go on with the next batch; the cursor gives the same one again (<see cref="LogCursor"/>), because an
/// event that is acknowledged is never skipped. What cannot be taken for good is the reader's to put aside.
/// </summary>
internal sealed partial class LogDeliveryFailures(ILogger logger) : IStreamFailureHandler
{
    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken sequenceToken)
    {
        LogStuck(logger, streamIdentity, sequenceToken?.SequenceNumber ?? -1);
        return Task.CompletedTask;
    }

    public Task OnSubscriptionFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken sequenceToken)
    {
        LogUnreachable(logger, streamIdentity);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The events of stream {Stream} from offset {Offset} on are not taken by their reader. They are delivered again until they are.")]
    private static partial void LogStuck(ILogger logger, StreamId stream, long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "A reader of stream {Stream} cannot be reached. It is tried again with the next events.")]
    private static partial void LogUnreachable(ILogger logger, StreamId stream);
}
