using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;
using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Postgres;

/// <summary>What a transaction has to lock and to read before a work of the log is applied.</summary>
internal interface ILogWrite
{
    int Partition { get; }

    /// <summary>Whether the partition's place and times are needed, and with them its lock.</summary>
    bool Locks { get; }

    /// <summary>The producer whose last number is needed; null: none.</summary>
    string? Producer { get; }

    /// <summary>Whether it need not be on disk when it is done: what follows from it will not be there without it.</summary>
    bool Lax { get; }
}

/// <summary>Appends events to a partition with the dead letters of those that were refused.</summary>
internal sealed class AppendToLog(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, TimeProvider clock)
    : Write<LogTransaction, LogAppend>, ILogWrite
{
    public int Partition => partition;

    public bool Locks => true;

    public string? Producer { get; } = AppendPlan.Numbered(request, refused) ? request.Producer : null;

    public bool Lax => false;

    public override int Rows => request.Events.Length + refused.Count + 1;

    protected override LogAppend Run(LogTransaction session)
    {
        var recorded = AppendPlan.Recorded(request);
        var follows = session.FollowsLog(recorded, decides: recorded || request.Events.Length > 0);
        var mark = session.Mark(partition);
        long? known = Producer is null ? null : session.LastSequence(partition, Producer);
        long? now = follows ? null : Moments.ToUnixMicroseconds(clock.GetUtcNow());
        var plan = AppendPlan.Of(request, refused, mark, AppendPlan.Earliest(request, mark, session.Floor(partition), now), known);
        session.Stage(partition, request.Producer, plan);
        return plan.Result;
    }
}

/// <summary>
/// A consumer is done up to an offset. Not waited for on the disk unless asked: an offset that is lost makes events come again, which the
/// customers know by their own.
/// </summary>
internal sealed class ConsumeLog(int partition, string consumer, long offset, bool durable) : Write<LogTransaction, bool>, ILogWrite
{
    public int Partition => partition;

    public bool Locks => false;

    public string? Producer => null;

    public bool Lax => !durable;

    protected override bool Run(LogTransaction session)
    {
        session.Consume(partition, consumer, offset);
        return true;
    }
}

/// <summary>
/// Makes the clock's time the partition's for a consumer that was caught up at an offset, so that no silo appends before it any more.
/// Gives null where the partition has more by now. Not waited for on the disk: a turn made at that time comes to the disk after it.
/// </summary>
internal sealed class GiveTime(int partition, long consumed, TimeProvider clock) : Write<LogTransaction, long?>, ILogWrite
{
    public int Partition => partition;

    public bool Locks => true;

    public string? Producer => null;

    public bool Lax => true;

    protected override long? Run(LogTransaction session)
    {
        var mark = session.Mark(partition);
        if (consumed < mark.Head)
        {
            return null;
        }

        var time = Math.Max(mark.Watermark, mark.LastArrival);
        return session.Follows
            ? time
            : session.Raise(partition, Math.Max(time, Moments.ToUnixMicroseconds(clock.GetUtcNow())));
    }
}
