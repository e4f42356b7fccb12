using Orleans.Streams;

namespace JourneyGrains.Storage.Streams;

/// <summary>
/// A reader's place in a partition, with what is read ahead for it. It moves only over what was delivered: after a failed delivery the
/// same batch comes again.
/// <para>
/// It begins with a sign of the place it was asked for, without events. The pulling agent drops the first batch of a cursor that it makes
/// for a reader who names a place when its first delivery comes, and does not drop it for one who named it before; either way the reader
/// gets every event from that place on.
/// </para>
/// </summary>
internal sealed class LogCursor(LogBatch sign, long next, int aheadMax, Action<LogCursor> moved, Action<LogCursor> disposed) : IQueueCacheCursor
{
    private readonly Queue<LogBatch> ahead = new();
    private LogBatch? current;
    private bool again;

    /// <summary>The offset to read from next.</summary>
    public long Next { get; private set; } = next;

    /// <summary>Whether more should be read for it: it has been used, and its room ahead is not full.</summary>
    public bool Wants => current is not null && ahead.Count < aheadMax;

    /// <summary>Whether a reader has begun with it.</summary>
    public bool Used => current is not null;

    /// <summary>Whether its reader was given all that was read for it.</summary>
    public bool Given => Used && ahead.Count == 0;

    /// <summary>Has its reader given a sign, which moves nothing.</summary>
    public void Knock(LogBatch sign) => ahead.Enqueue(sign);

    public void Add(LogBatch batch)
    {
        ahead.Enqueue(batch);
        Next = LogTokens.Next(batch.Token);
    }

    public bool MoveNext()
    {
        if (again)
        {
            again = false;
            return true;
        }

        if (current is null)
        {
            current = sign;
            moved(this);
            return true;
        }

        var more = ahead.TryDequeue(out var batch);
        current = batch ?? current;
        moved(this);
        return more;
    }

    public IBatchContainer GetCurrent(out Exception exception)
    {
        exception = null!;
        return current!;
    }

    public void Refresh(StreamSequenceToken token)
    {
    }

    public void RecordDeliveryFailure() => again = current is not null;

    public void Dispose() => disposed(this);
}
