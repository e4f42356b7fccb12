using System.Diagnostics;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Delivery;
using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Load.Driving;

namespace JourneyGrains.Load.Measuring;

/// <summary>When each event was committed and its message handed over: the silo's turn feed and, in place of its channels, a sink in memory.</summary>
/// <param name="events">The highest number of an event, plus one.</param>
internal sealed class Sightings(int events) : ITurnFeed
{
    private readonly long[] committed = new long[events];
    private readonly long[] handedOver = new long[events];
    private long turns;
    private long messages;

    /// <summary>Events whose turn is durable, numbered or not.</summary>
    public long Turns => Interlocked.Read(ref turns);

    /// <summary>Messages handed over.</summary>
    public long Messages => Interlocked.Read(ref messages);

    /// <summary>The moment by <see cref="Stopwatch"/>; 0: not yet.</summary>
    public long CommittedAt(int index) => Volatile.Read(ref committed[index]);

    /// <inheritdoc cref="CommittedAt"/>
    public long HandedOverAt(int index) => Volatile.Read(ref handedOver[index]);

    public void Publish(string customerId, TranscriptEntry entry)
    {
        if (!entry.Input.StartsWith("event ", StringComparison.Ordinal))
        {
            return;
        }

        if (Workload.IndexOfInput(entry.Input) is var index and >= 0)
        {
            Volatile.Write(ref committed[index], Stopwatch.GetTimestamp());
        }

        Interlocked.Increment(ref turns);
    }

    private void HandedOver(Message message)
    {
        if (message.Data.TryGetValue("event.orderId", out var order) && Workload.IndexOfOrder(order.AsText()) is var index and >= 0)
        {
            Volatile.Write(ref handedOver[index], Stopwatch.GetTimestamp());
        }

        Interlocked.Increment(ref messages);
    }

    /// <summary>Renders each message as the real channels do and takes it at once.</summary>
    public sealed class Channels(Sightings sightings, IMessageTexts texts) : IChannels, IDisposable
    {
        private static readonly HandOverOutcome Taken = HandOverOutcome.Accepted("accepted");

        public ValueTask<IDisposable> ReserveAsync(string channel, CancellationToken cancellation) => ValueTask.FromResult<IDisposable>(this);

        public Task<HandOverOutcome> HandOverAsync(ClearedMessage message, CancellationToken cancellation)
        {
            texts.Render(message.Message);
            sightings.HandedOver(message.Message);
            return Task.FromResult(Taken);
        }

        public void Dispose()
        {
        }
    }
}
