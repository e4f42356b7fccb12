using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>A consumer is done up to an offset.</summary>
internal sealed class ConsumeEvents(int partition, string consumer, long offset) : Write<WriteSession, bool>
{
    protected override bool Run(WriteSession session)
    {
        var mark = session.Log.Staged(partition);
        if (offset <= mark.ConsumedBy(consumer))
        {
            return false;
        }

        session.Log.PutConsumed(partition, consumer, offset);
        session.Log.Stage(partition, mark with { Consumed = mark.Consumed.SetItem(consumer, offset) });
        return true;
    }
}
