using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Storage;

/// <summary>
/// The append-only log of events, in partitions, each with offsets from 0 without gaps and arrival times that never go back. Consumers'
/// offsets are kept with it.
/// </summary>
public interface IEventLog
{
    int Partitions { get; }

    /// <summary>
    /// Whether the store's time follows the recorded arrivals of its log. Decided by the first append into an empty store, for good.
    /// </summary>
    bool FollowsLog { get; }

    /// <summary>
    /// Makes <see cref="FollowsLog"/> certain for what is in the log by now: with several silos another one may have decided it a moment
    /// ago. Once it is decided it costs nothing.
    /// </summary>
    ValueTask LearnTimeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>
    /// Appends in order and makes it durable. Each event gets its arrival: the time of the append, or in a store that follows its log the
    /// recorded one (without one: the partition's time), and never less than the partition's last or its watermark.
    /// </summary>
    /// <exception cref="LogTimeException">Recorded arrivals into a store that has events and keeps its own time.</exception>
    Task<LogAppend> AppendAsync(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, CancellationToken cancellation);

    /// <summary>Events with an offset above <paramref name="after"/>, in order.</summary>
    Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after, int most, CancellationToken cancellation);

    /// <summary>
    /// Events after an offset, in order, that are in memory because this process has appended them and nobody has taken them yet: for a reader
    /// that keeps up. It may end before the log does, where another silo has appended more. Null: they are to be read.
    /// </summary>
    IReadOnlyList<EventRecord>? TakeAppended(int partition, long after, int most) => null;

    /// <summary>Where a partition and one of its consumers stand.</summary>
    Task<LogPosition> PositionAsync(int partition, string consumer, CancellationToken cancellation);

    /// <summary>
    /// A consumer is done up to an offset: it counts at once, and never goes back. The embedded store writes it with its next transaction,
    /// or within a second or two; after a crash a consumer may get again what it was done with, and must know it.
    /// </summary>
    /// <param name="durable">Waits until it is on the disk; else a database that dies at once can forget it.</param>
    Task SetConsumedAsync(int partition, string consumer, long offset, CancellationToken cancellation, bool durable = false);

    /// <summary>
    /// The partition's time for timers: everything that arrived before it is consumed and nothing will arrive before it any more. Where
    /// the consumer is behind, the arrival of what it consumed last; where it is not, the clock's time (and later arrivals are not
    /// before it), or in a store that follows its log the watermark.
    /// </summary>
    Task<DateTimeOffset> TimeAsync(int partition, string consumer, CancellationToken cancellation);

    /// <summary>Completes when the partition has an event above the offset, or with false after the time given.</summary>
    Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation);
}

/// <summary>What was appended.</summary>
/// <param name="Head">The last offset of the partition now; -1: empty.</param>
public sealed record LogAppend(int Appended, int Repeated, long Head);

/// <summary>Where a partition stands.</summary>
/// <param name="Head">The offset of its last event; -1: empty.</param>
/// <param name="Consumed">The offset up to which the consumer is done; -1: nothing yet.</param>
public sealed record LogPosition(long Head, long Consumed)
{
    public bool CaughtUp => Consumed >= Head;
}
