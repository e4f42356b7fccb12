using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Delivery;
using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Grains.Customers;
using JourneyGrains.Load.Driving;

namespace JourneyGrains.Load.Measuring;

/// <summary>
/// When each event was committed and its message handed over: in the silo's process its turn feed and, in place of its channels, a sink in
/// memory; in the generator's what it reads. Both see one file in memory, and one clock: that of the machine.
/// </summary>
internal sealed unsafe class Sightings : ITurnFeed, IDisposable
{
    // Before the events: counts of turns, messages and timers, each on a line of the processor's cache of its own.
    private const int Line = 8;
    private const int TurnsPlace = 0;
    private const int MessagesPlace = Line;
    private const int TimersPlace = 2 * Line;
    private const int First = 3 * Line;

    private readonly MemoryMappedFile memory;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    private Sightings(string file, int events, MemoryMappedFile memory)
    {
        (File, Events, this.memory) = (file, events, memory);
        view = memory.CreateViewAccessor();
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public string File { get; }

    /// <summary>The highest number of an event, plus one; and the most timers that are seen.</summary>
    public int Events { get; }

    /// <summary>Events whose turn is durable, numbered or not.</summary>
    public long Turns => Volatile.Read(ref Place(TurnsPlace));

    /// <summary>Messages handed over.</summary>
    public long Messages => Volatile.Read(ref Place(MessagesPlace));

    /// <summary>Turns of timers that are durable.</summary>
    public long Timers => Volatile.Read(ref Place(TimersPlace));

    public static Sightings Create(string file, int events) =>
        new(file, events, MemoryMappedFile.CreateFromFile(file, FileMode.CreateNew, null, Size(events)));

    public static Sightings Open(string file, int events) =>
        new(file, events, MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, Size(events)));

    /// <summary>The moment by <see cref="Stopwatch"/>; 0: not yet.</summary>
    public long CommittedAt(int index) => Volatile.Read(ref Place(First + index));

    /// <inheritdoc cref="CommittedAt"/>
    public long HandedOverAt(int index) => Volatile.Read(ref Place(First + Events + index));

    /// <summary>By how much the turn of a timer was durable after the timer was due; in the order of the commits.</summary>
    public TimeSpan LatenessOf(int timer) => new(Volatile.Read(ref Place(First + (2 * Events) + timer)));

    public void Publish(string customerId, TranscriptEntry entry)
    {
        if (entry.Input == "timer")
        {
            if (Interlocked.Increment(ref Place(TimersPlace)) - 1 is var timer && timer < Events)
            {
                Volatile.Write(ref Place(First + (2 * Events) + (int)timer), (DateTimeOffset.UtcNow - entry.At).Ticks);
            }

            return;
        }

        if (!entry.Input.StartsWith("event ", StringComparison.Ordinal))
        {
            return;
        }

        if (Workload.IndexOfInput(entry.Input) is var index and >= 0)
        {
            Volatile.Write(ref Place(First + index), Stopwatch.GetTimestamp());
        }

        Interlocked.Increment(ref Place(TurnsPlace));
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        memory.Dispose();
    }

    private static long Size(int events) => sizeof(long) * (First + (3L * events));

    private ref long Place(int place) => ref Unsafe.Add(ref Unsafe.AsRef<long>(start), place);

    private void HandedOver(Message message)
    {
        if (message.Data.TryGetValue("event.orderId", out var order) && Workload.IndexOfOrder(order.AsText()) is var index and >= 0)
        {
            Volatile.Write(ref Place(First + Events + index), Stopwatch.GetTimestamp());
        }

        Interlocked.Increment(ref Place(MessagesPlace));
    }

    /// <summary>Renders each message as the real channels do and takes it at once.</summary>
    public sealed class Channels(Sightings sightings, IMessageTexts texts) : IChannels, IDisposable
    {
        private static readonly HandOverOutcome Taken = HandOverOutcome.Accepted("accepted");

        public ValueTask<IDisposable> ReserveAsync(string channel, CancellationToken cancellation) => ValueTask.FromResult<IDisposable>(this);

        public IDisposable? TryReserve(string channel) => this;

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
