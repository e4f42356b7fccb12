using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Partitions;

/// <summary>The store's time: the clock's, or in a store that follows its log the log's.</summary>
internal sealed class PartitionTime(IEventLog log, TimeProvider clock)
{
    /// <summary>The name under which the routers keep how far they are.</summary>
    public const string Consumer = "router";

    public int Partitions => log.Partitions;

    public bool FollowsLog => log.FollowsLog;

    /// <summary>To be awaited before the first turn on something that came through the log; see <see cref="IEventLog.LearnTimeAsync"/>.</summary>
    public ValueTask LearnAsync() => log.LearnTimeAsync(CancellationToken.None);

    /// <summary>Up to when waits of the partition may end: what arrived before it is consumed.</summary>
    public Task<DateTimeOffset> WatermarkAsync(int partition, CancellationToken cancellation) => log.TimeAsync(partition, Consumer, cancellation);

    /// <summary>The time of something that arrives now: a command, an offer of a wave.</summary>
    public async Task<DateTimeOffset> NowAsync(int partition, CancellationToken cancellation)
    {
        await LearnAsync();
        return log.FollowsLog ? await log.TimeAsync(partition, Consumer, cancellation) : clock.GetUtcNow();
    }

    /// <summary>Before when the pumps call what is due: the time that was given out; the clock's where it was set back since.</summary>
    public DateTimeOffset DueBefore(DateTimeOffset given)
    {
        var now = clock.GetUtcNow();
        return log.FollowsLog || given < now ? given : now;
    }

    /// <summary>The time of a step of delivery: in a store that follows its log the customer's own, for there the log waits for delivery.</summary>
    public DateTimeOffset ForDelivery(DateTimeOffset customerClock) => log.FollowsLog ? customerClock : clock.GetUtcNow();
}
