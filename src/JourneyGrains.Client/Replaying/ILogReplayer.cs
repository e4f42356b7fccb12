using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Replaying;

/// <summary>
/// Replays a recording into the log. It appends to the partitions' logs themselves, where a stream's events end as well: recorded arrival
/// times, the store's time (watermarks) and a producer's numbers have no place in a stream.
/// </summary>
public interface ILogReplayer
{
    /// <summary>Sends the events, several partitions at once, never far ahead of the consumers. Completes when all are durable.</summary>
    /// <param name="events">In the order of their arrival, which each carries; their sequence numbers are given here.</param>
    /// <exception cref="ArgumentException">
    /// An event carries no arrival, or with recorded arrivals an earlier one than the event before it.
    /// </exception>
    /// <exception cref="LogTimeException">Recorded arrivals into a store that keeps its own time, or the reverse.</exception>
    /// <exception cref="Publishing.PublishFailedException">The cluster did not answer. Start again with the same producer.</exception>
    Task<ReplayProgress> ReplayAsync(
        IAsyncEnumerable<EventRecord> events, ReplayOptions options, IProgress<ReplayProgress>? progress = null, CancellationToken cancellation = default);

    /// <summary>
    /// Waits until all that is in the log is consumed, nothing is due any more and what was decided is out. Messages that wait for a next
    /// attempt are not waited for longer than some seconds.
    /// </summary>
    Task<SystemStatus> CaughtUpAsync(IProgress<SystemStatus>? progress = null, CancellationToken cancellation = default);
}
