using System.Diagnostics;
using System.Threading.Channels;
using JourneyGrains.Storage.GroupCommit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// The group commit: one connection, one transaction for everything that gathered while the last one was made durable. A conflict or bad
/// data fails its own work only: a transaction that the database refuses is halved until the bad one stands alone. When the database is
/// not there, all of it fail. Nothing waits for a batch to fill.
/// </summary>
internal sealed partial class PostgresWriter<TSession> : IAsyncDisposable
{
    private const int RowsMax = 20_000;

    private readonly NpgsqlDataSource source;
    private readonly Func<NpgsqlConnection, IReadOnlyList<Write<TSession>>, Task> commit;
    private readonly int batchMax;
    private readonly ILogger logger;
    private readonly Channel<Write<TSession>> queue;
    private readonly Task loop;
    private Queue<Write<TSession>> postponed = [];
    private NpgsqlConnection? connection;

    public PostgresWriter(
        NpgsqlDataSource source,
        Func<NpgsqlConnection, IReadOnlyList<Write<TSession>>, Task> commit,
        PostgresStorageOptions options,
        ILogger logger)
    {
        this.source = source;
        this.commit = commit;
        this.logger = logger;
        batchMax = options.BatchMax;
        queue = Channel.CreateBounded<Write<TSession>>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Completes when the work is durable. Waits for room first; that wait can be cancelled, the work itself cannot.</summary>
    public Task<T> RunAsync<T>(Write<TSession, T> write, CancellationToken cancellation) =>
        queue.Writer.TryWrite(write) ? write.Done : QueueAsync(write, cancellation);

    /// <summary>Takes no more work, ends what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private async Task<T> QueueAsync<T>(Write<TSession, T> write, CancellationToken cancellation)
    {
        try
        {
            await queue.Writer.WriteAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresStorage), "The storage is closed; nothing was written.");
        }

        return await write.Done.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        while (postponed.Count > 0 || await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = Gather();
            var started = Stopwatch.GetTimestamp();
            await CommitAsync(batch).ConfigureAwait(false);
            StorageInstruments.Committed(batch.Count, batch.Sum(write => write.Rows), Stopwatch.GetElapsedTime(started));
        }

        await DisconnectAsync().ConfigureAwait(false);
    }

    /// <summary>What is there, in order, and of each key one; the others of it are first the next time.</summary>
    private List<Write<TSession>> Gather()
    {
        var batch = new List<Write<TSession>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var later = new Queue<Write<TSession>>();
        var rows = 0;
        while (batch.Count < batchMax && rows < RowsMax && later.Count < batchMax
            && (postponed.TryDequeue(out var write) || queue.Reader.TryRead(out write)))
        {
            if (write.Key is { } key && !keys.Add(key))
            {
                later.Enqueue(write);
                continue;
            }

            batch.Add(write);
            rows += write.Rows;
        }

        while (postponed.TryDequeue(out var left))
        {
            later.Enqueue(left);
        }

        postponed = later;
        return batch;
    }

    private async Task CommitAsync(List<Write<TSession>> batch)
    {
        try
        {
            connection ??= await source.OpenConnectionAsync().ConfigureAwait(false);
            batch.ForEach(write => write.Retry());
            await commit(connection, batch).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await DisconnectAsync().ConfigureAwait(false);
            if (batch.Count > 1 && IsOfOne(error))
            {
                await CommitAsync(batch[..(batch.Count / 2)]).ConfigureAwait(false);
                await CommitAsync(batch[(batch.Count / 2)..]).ConfigureAwait(false);
                return;
            }

            LogBatchFailed(logger, batch.Count, (error as PostgresException)?.SqlState ?? error.GetType().Name);
            var told = StoreFailure.Told(error);
            batch.ForEach(write => write.Fail(told));
            return;
        }

        batch.ForEach(write => write.Settle());
    }

    /// <summary>
    /// Whether one of the works made the transaction fail (its data, a constraint, a limit, a deadlock with another silo's), and not the
    /// state of the database.
    /// </summary>
    private static bool IsOfOne(Exception error) => error switch
    {
        PostgresException refused => refused.SqlState[..2] is "21" or "22" or "23" or "40" or "54",
        NpgsqlException or TimeoutException or IOException => false,
        _ => true,
    };

    // What it had open is rolled back when it goes back to the pool.
    private async Task DisconnectAsync()
    {
        if (Interlocked.Exchange(ref connection, null) is not { } open)
        {
            return;
        }

        try
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            LogNotClosed(logger, error.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Count} writes failed ({Reason}); its callers were told.")]
    private static partial void LogBatchFailed(ILogger logger, int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A broken connection could not be closed ({Reason}); it is left to the pool.")]
    private static partial void LogNotClosed(ILogger logger, string reason);
}
