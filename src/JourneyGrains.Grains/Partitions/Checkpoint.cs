using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Partitions;

/// <summary>
/// Tells the log how far a partition is consumed while the router reads on: one write at a time, of the furthest place. A place that is not
/// written when a silo dies only makes events come again, which their customers know.
/// <para>
/// A place is written without waiting for the disk, so a database that dies can forget it while the router that wrote it lives on and has nothing
/// more to write; the partition's time would then stand still. So the place reached is written once more a moment later, and waited for.
/// </para>
/// </summary>
/// <param name="failed">Gets a failure that is to be reported; it is tried again by itself.</param>
/// <param name="keepAfter">After how long a place is written for good.</param>
internal sealed class Checkpoint(IEventLog log, int partition, Action<Exception> failed, TimeSpan keepAfter)
{
    public static readonly TimeSpan KeepAfter = TimeSpan.FromSeconds(1);

    private readonly Setbacks setbacks = new();
    private long reached = -1;
    private long written = -1;
    private bool closed;
    private Task writing = Task.CompletedTask;
    private Task keeping = Task.CompletedTask;

    /// <summary>Every turn up to the offset is committed.</summary>
    public void Reach(long offset)
    {
        reached = Math.Max(reached, offset);
        if (writing.IsCompleted)
        {
            writing = WriteAsync();
        }
    }

    /// <summary>Completes when what was reached is written, or could not be.</summary>
    public Task CloseAsync()
    {
        closed = true;
        return writing;
    }

    private async Task WriteAsync()
    {
        while (written < reached)
        {
            var offset = reached;
            if (await TryAsync(offset, durable: false))
            {
                written = offset;
                if (keeping.IsCompleted)
                {
                    keeping = KeepAsync();
                }
            }
            else if (closed)
            {
                return;
            }
            else
            {
                await Task.Delay(setbacks.Pause);
            }
        }
    }

    private async Task KeepAsync()
    {
        for (var kept = -1L; kept < written;)
        {
            await Task.Delay(keepAfter);
            if (closed)
            {
                return;
            }

            var offset = written;
            if (await TryAsync(offset, durable: true))
            {
                kept = offset;
            }
        }
    }

    /// <summary>False: it could not be written, which is told unless the router ends.</summary>
    private async Task<bool> TryAsync(long offset, bool durable)
    {
        try
        {
            await log.SetConsumedAsync(partition, PartitionTime.Consumer, offset, CancellationToken.None, durable);
            setbacks.Clear();
            return true;
        }
        catch (Exception error)
        {
            if (!closed && setbacks.Add(Environment.TickCount64))
            {
                failed(error);
            }

            return false;
        }
    }
}
