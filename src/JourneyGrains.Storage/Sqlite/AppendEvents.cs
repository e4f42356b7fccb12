using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;
using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Appends events to a partition with the dead letters of those that were refused.</summary>
internal sealed class AppendEvents(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, TimeProvider clock)
    : Write<WriteSession, LogAppend>
{
    public override int Rows => request.Events.Length + refused.Count + 1;

    protected override LogAppend Run(WriteSession session)
    {
        var log = session.Log;
        var recorded = AppendPlan.Recorded(request);
        var follows = log.FollowsLog(recorded, decides: recorded || request.Events.Length > 0);
        var mark = log.Staged(partition);
        long? known = AppendPlan.Numbered(request, refused) ? log.LastSequence(partition, request.Producer!) : null;
        long? now = follows ? null : Moments.ToUnixMicroseconds(clock.GetUtcNow());
        var plan = AppendPlan.Of(request, refused, mark, AppendPlan.Earliest(request, mark, log.BeginAppend(partition), now), known);
        foreach (var placed in plan.Events)
        {
            log.Append(partition, placed.Offset, placed.Arrival, placed.Record);
        }

        foreach (var letter in plan.Letters)
        {
            session.Letters.Add(letter);
        }

        if (plan.Sequence is { } sequence)
        {
            log.PutSequence(partition, request.Producer!, sequence);
        }

        if (plan.Mark.Watermark > mark.Watermark)
        {
            log.PutWatermark(partition, plan.Mark.Watermark);
        }

        log.Stage(partition, plan.Mark, plan.Events);
        return plan.Result;
    }
}
