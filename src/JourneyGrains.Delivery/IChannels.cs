using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Delivery;

/// <summary>The channels as the customer grain sees them.</summary>
public interface IChannels
{
    /// <summary>
    /// Waits for a place within the channel's rate and concurrency. The message is judged a last time after this, so that one that waited
    /// here long is still withdrawn by an exit. Dispose gives the place back.
    /// </summary>
    ValueTask<IDisposable> ReserveAsync(string channel, CancellationToken cancellation);

    /// <summary>
    /// A place as <see cref="ReserveAsync"/> gives it, if one is free this moment; null: it is to be waited for. A message that finds one is
    /// judged a last time in the turn that decides it.
    /// </summary>
    IDisposable? TryReserve(string channel);

    /// <summary>Renders the message and gives it to its channel, once. Never throws but for cancellation: what goes wrong is an outcome.</summary>
    Task<HandOverOutcome> HandOverAsync(ClearedMessage message, CancellationToken cancellation);
}
