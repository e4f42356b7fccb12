using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// Carries the write-ahead log into the file on a thread beside the writer's, which would else stop everyone for tens of milliseconds
/// every few seconds. Only the little that was written meanwhile is left for the writer itself, between two transactions, so that the log
/// starts from its beginning again and does not grow.
/// </summary>
internal sealed partial class Checkpoints(string path, long fileBytesMax, ILogger logger) : IDisposable
{
    // 16 MiB: rare enough that a page is carried over once for many times it was written.
    private const long BeginPages = 4096;

    // What the writer may carry over itself: some milliseconds.
    private const long RestPages = 512;
    private const int RoundsMax = 4;

    private Connection? connection;
    private Task? round;
    private int rounds;
    private long pages;

    /// <summary>For the writer, after each transaction.</summary>
    public void Committed(Connection writer)
    {
        pages += writer.TakePagesWritten();
        if (round is null)
        {
            if (pages >= BeginPages)
            {
                Begin();
            }

            return;
        }

        if (!round.IsCompleted)
        {
            return;
        }

        if (pages > RestPages && rounds < RoundsMax)
        {
            Begin();
            return;
        }

        Carry(() => writer);
        (round, rounds, pages) = (null, 0, 0);
    }

    public void Dispose()
    {
        round?.Wait();
        connection?.Dispose();
    }

    private void Begin()
    {
        rounds++;
        pages = 0;
        round = Task.Factory.StartNew(
            () => Carry(() => connection ??= Connection.OpenWriter(path, fileBytesMax)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>Carries over what no reader still needs. What fails here stays in the log, where it is as durable.</summary>
    private void Carry(Func<Connection> on)
    {
        try
        {
            on().Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException error)
        {
            LogFailed(logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be carried over into the file; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
