using System.Diagnostics;
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

    // How long what nobody waits for (how far consumers are) may lie unwritten while there is nothing else to write.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WorkQueue<Write<WriteSession>> queue;
    private readonly Func<WriteSession> open;
    private readonly Checkpoints checkpoints;
    private readonly ILogger logger;
    private readonly List<Write<WriteSession>> batch = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteSession session;

    public WriteLoop(Func<WriteSession> open, Checkpoints checkpoints, int queueMax, int batchMax, ILogger logger)
    {
        this.open = open;
        this.checkpoints = checkpoints;
        this.logger = logger;
        session = open();
        queue = new(queueMax, batchMax, RowsMax, write => write.Rows);
        new Thread(Loop) { IsBackground = true, Name = "journeygrains-writer" }.Start();
    }

    /// <summary>
    /// Completes when the work is durable. Waits for room first; that wait can be cancelled, the work itself cannot.
    /// </summary>
    public async Task<T> RunAsync<T>(Write<WriteSession, T> write, CancellationToken cancellation)
    {
        try
        {
            await queue.AddAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStorage), "The storage is closed; nothing was written.");
        }

        return await write.Done.ConfigureAwait(false);
    }

    /// <summary>Takes no more work, ends what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await ended.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        while (queue.Take(batch, Patience))
        {
            if (batch.Count > 0 || session.Log.HasUnsaved)
            {
                CommitBatch();
            }

            batch.Clear();
        }

        if (session.Log.HasUnsaved)
        {
            CommitBatch();
        }

        checkpoints.Dispose();
        session.Dispose();
        ended.SetResult();
    }
    private void CommitBatch()
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
            var told = StoreFailure.Told(error);
            foreach (var write in batch)
            {
                write.Fail(told);
            }

            return;
        }

        StorageInstruments.Committed(batch.Count, batch.Sum(write => write.Rows), Stopwatch.GetElapsedTime(started));
        foreach (var write in batch)
        {
            write.Settle();
        }

        checkpoints.Committed(session.Connection);
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
