using JourneyGrains.Storage.Appending;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Sees what other silos append: one short read for all partitions, only while somebody waits. (A notification would make all appends of
/// the database commit one after the other.)
/// </summary>
internal sealed partial class HeadWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource source;
    private readonly LogCache cache;
    private readonly TimeSpan every;
    private readonly ILogger logger;
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim wanted = new(0);
    private readonly Task loop;
    private int waiting;

    public HeadWatch(NpgsqlDataSource source, LogCache cache, TimeSpan every, ILogger logger)
    {
        this.source = source;
        this.cache = cache;
        this.every = every;
        this.logger = logger;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Completes when the partition has an event above the offset, or with false after the time given.</summary>
    public async Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation)
    {
        if (cache.Head(partition) > after || most <= TimeSpan.Zero)
        {
            return cache.Head(partition) > after;
        }

        if (Interlocked.Increment(ref waiting) == 1)
        {
            wanted.Release();
        }

        try
        {
            return await ArrivalWait.ForAsync(
                () => cache.Arrived(partition), () => cache.Head(partition) > after, most, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        wanted.Dispose();
        closing.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                if (Volatile.Read(ref waiting) == 0)
                {
                    await wanted.WaitAsync(closing.Token).ConfigureAwait(false);
                }

                await Task.Delay(every, closing.Token).ConfigureAwait(false);
                await LookAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
            }
            catch (Exception error)
            {
                LogNotSeen(logger, error.GetType().Name);
                await Task.Delay(Pause, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LookAsync()
    {
        var heads = await source.RowsAsync(
            "SELECT partition, head FROM partitions", row => (row.GetInt32(0), row.GetInt64(1)), closing.Token).ConfigureAwait(false);
        foreach (var (partition, head) in heads)
        {
            cache.Seen(partition, head);
        }

        if (cache.Follows is null)
        {
            var decision = await source.RowsAsync(
                "SELECT value FROM meta WHERE name = $1", row => row.GetInt64(0), closing.Token, PostgresSchema.FollowsLog).ConfigureAwait(false);
            decision.ForEach(value => cache.Decided(value == 1));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log's ends could not be read ({Reason}); trying again.")]
    private static partial void LogNotSeen(ILogger logger, string reason);
}
