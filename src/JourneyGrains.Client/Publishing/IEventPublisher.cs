using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Publishing;

/// <summary>
/// Publishes events to the streams of their customers' partitions, in batches. The events of one customer are taken in the order of the
/// calls. Safe for many callers at once; where they publish for the same customer, the order is theirs to keep.
/// </summary>
public interface IEventPublisher : IAsyncDisposable
{
    /// <summary>Publishes an event and completes when it is durable. To publish many, use <see cref="EnqueueAsync"/>: this waits for each.</summary>
    /// <param name="cancellation">Ends the wait; an event already on its way is published all the same.</param>
    /// <exception cref="PublishFailedException">The cluster did not acknowledge it in time.</exception>
    ValueTask<PublishResult> PublishAsync(CustomerEvent input, CancellationToken cancellation = default);

    /// <summary>Puts an event into its batch. Completes when there is room for it (back-pressure); the inner task when it is durable.</summary>
    /// <param name="sequence">
    /// The producer's own number of it, rising; a resend carries the same. 0: the publisher numbers. Only where a producer is configured.
    /// </param>
    /// <param name="source">Where it comes from ("file orders.jsonl:17"), for the dead letters; null: as configured.</param>
    /// <param name="cancellation">Ends the wait for room.</param>
    /// <exception cref="ObjectDisposedException">The publisher was disposed of.</exception>
    ValueTask<Task<PublishResult>> EnqueueAsync(
        CustomerEvent input, long sequence = 0, string? source = null, CancellationToken cancellation = default);

    /// <summary>Keeps in the dead letters what could not even be read as an event. Waits for room, as <see cref="EnqueueAsync"/> does.</summary>
    /// <param name="body">As it came; its first 64 KiB are kept.</param>
    ValueTask<Task<PublishResult>> RefuseAsync(
        ReadOnlyMemory<byte> body, Refusal refusal, string? source = null, CancellationToken cancellation = default);

    /// <summary>Sends what waits and completes when all that was published before is durable or has failed to its own task.</summary>
    Task FlushAsync(CancellationToken cancellation = default);
}
