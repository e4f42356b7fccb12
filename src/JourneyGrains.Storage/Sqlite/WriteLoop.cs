using System.Diagnostics;
using System.Threading.Channels;
using JourneyGrains.Storage.GroupCommit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// The group commit: one thread, one connection, one transaction for everything that gathered while the last one was made durable. A
/// conflict or bad data fails its own work only; when the transaction itself fails (disk full, I/O error), all of it fail and none is
/// applied. Nothing waits for a batch to fill.
/// </summary>
internal sealed partial class WriteLoop : IAsyncDisposable
{
    private const int RowsMax = 50_000;

    private readonly Channel<Write<WriteSession>> queue;
    private readonly Func<WriteSession> open;
    private readonly int batchMax;
    private readonly ILogger logger;
    private readonly List<Write<WriteSession>> batch = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteSession session;

    public WriteLoop(Func<WriteSession> open, int queueMax, int batchMax, ILogger logger)
    {
        this.open = open;
        this.batchMax = batchMax;
        this.logger = logger;
        session = open();
        queue = Channel.CreateBounded<Write<WriteSession>>(new BoundedChannelOptions(queueMax) { SingleReader = true });
        new Thread(Loop) { IsBackground = true, Name = "journeygrains-writer" }.Start();
    }

    /// <summary>
    /// Completes when the work is durable. Waits for room first; that wait can be cancelled, the work itself cannot.
    /// </summary>
    public async Task<T> RunAsync<T>(Write<WriteSession, T> write, CancellationToken cancellation)
    {
        try
        {
            await queue.Writer.WriteAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStorage), "The storage is closed; nothing was written.");
        }

        return await write.Done.ConfigureAwait(false);
    }

    /// <summary>Takes no more work, ends what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            var rows = 0;
            while (batch.Count < batchMax && rows < RowsMax && queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
                rows += write.Rows;
            }

            CommitBatch(rows);
        }

        session.Dispose();
        ended.SetResult();
    }

    private void CommitBatch(int rows)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (!TryCommit(alone: false))
            {
                TryCommit(alone: true);
            }
        }
        catch (Exception error)
        {
            LogBatchFailed(logger, batch.Count, error);
            Recover();
            foreach (var write in batch)
            {
                write.Fail(error);
            }

            return;
        }

        StorageInstruments.Committed(batch.Count, rows, Stopwatch.GetElapsedTime(started));
        foreach (var write in batch)
        {
            write.Settle();
        }
    }

    /// <summary>
    /// One transaction for the batch. Without savepoints it is faster; the first work that fails half-way gives false, and the second
    /// try sets one around each.
    /// </summary>
    private bool TryCommit(bool alone)
    {
        session.Begin();
        foreach (var write in batch)
        {
            write.Retry();
            try
            {
                if (alone)
                {
                    session.ApplyAlone(write);
                }
                else
                {
                    write.Apply(session);
                }
            }
            catch (Exception error) when (!IsOfTransaction(error))
            {
                if (!alone && error is not (StoreConflictException or Contracts.Streams.LogTimeException))
                {
                    session.Rollback();
                    return false;
                }

                write.Refuse(error);
            }
        }

        session.Commit();
        return true;
    }

    private static bool IsOfTransaction(Exception error) => error is SqliteException failed
        && failed.SqliteErrorCode is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH);

    private void Recover()
    {
        try
        {
            session.Rollback();
        }
        catch (Exception error)
        {
            LogReopening(logger, error);
            Reopen();
        }
    }

    // Where this fails too, the closed session makes the next batch fail and come here again.
    private void Reopen()
    {
        session.Dispose();
        try
        {
            session = open();
        }
        catch (Exception error)
        {
            LogClosed(logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Count} writes failed; none of them is applied.")]
    private static partial void LogBatchFailed(ILogger logger, int count, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The failed transaction could not be rolled back; opening the file again.")]
    private static partial void LogReopening(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The file cannot be opened for writing; the next write tries again.")]
    private static partial void LogClosed(ILogger logger, Exception error);
}
