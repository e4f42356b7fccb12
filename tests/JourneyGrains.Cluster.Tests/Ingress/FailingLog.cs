using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage;

namespace JourneyGrains.Cluster.Tests.Ingress;

/// <summary>A log whose first appends fail, as when its database is away.</summary>
internal sealed class FailingLog(IEventLog log, int failures) : IEventLog
{
    private int left = failures;

    public int Partitions => log.Partitions;

    public bool FollowsLog => log.FollowsLog;

    public ValueTask LearnTimeAsync(CancellationToken cancellation) => log.LearnTimeAsync(cancellation);

    public Task<LogAppend> AppendAsync(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, CancellationToken cancellation) =>
        Interlocked.Decrement(ref left) >= 0 ? throw new IOException("The database is away.") : log.AppendAsync(partition, request, refused, cancellation);

    public Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after, int most, CancellationToken cancellation) =>
        log.ReadAsync(partition, after, most, cancellation);

    public Task<LogPosition> PositionAsync(int partition, string consumer, CancellationToken cancellation) =>
        log.PositionAsync(partition, consumer, cancellation);

    public Task SetConsumedAsync(int partition, string consumer, long offset, CancellationToken cancellation, bool durable = false) =>
        log.SetConsumedAsync(partition, consumer, offset, cancellation, durable);

    public Task<DateTimeOffset> TimeAsync(int partition, string consumer, CancellationToken cancellation) =>
        log.TimeAsync(partition, consumer, cancellation);

    public Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation) =>
        log.WaitAsync(partition, after, most, cancellation);
}
