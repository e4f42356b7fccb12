using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Delivery.Transports;

/// <summary>One way for messages to leave.</summary>
internal interface ITransport
{
    /// <summary>
    /// Gives the message away, once. Failures that the transport knows are outcomes; others are thrown and count as retries.
    /// </summary>
    Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation);
}

/// <summary>A message with its address and text.</summary>
internal sealed record OutgoingMessage(ClearedMessage Cleared, RenderedMessage Rendered)
{
    public Message Message => Cleared.Message;
}

/// <summary>Outcomes that all transports word the same.</summary>
internal static class Outcomes
{
    public static HandOverOutcome Accepted { get; } = HandOverOutcome.Accepted();

    public static HandOverOutcome Retry(string detail, TimeSpan? after = null) => new(HandOverResult.Retry, detail, after);

    public static HandOverOutcome Refused(string detail) => new(HandOverResult.Refused, detail);
}
