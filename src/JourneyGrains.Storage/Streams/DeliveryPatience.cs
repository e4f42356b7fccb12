using Orleans.Runtime.Providers;

namespace JourneyGrains.Storage.Streams;

/// <summary>The pause before a delivery or a read is tried again: 50 ms, doubled each time, at most 5 s.</summary>
internal sealed class DeliveryPatience : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    public TimeSpan Next(int attempt) => TimeSpan.FromMilliseconds(Math.Min(5_000, 50 * Math.Pow(2, Math.Min(attempt, 10))));
}
