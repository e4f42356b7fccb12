using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// The embedded store: one file, one process, durable at each commit. Opening makes or migrates the file; disposing ends what was begun.
/// </summary>
public sealed class SqliteStorage : IAsyncDisposable, IDisposable
{
    private readonly StoreFileLock held;
    private readonly LogState log;
    private readonly ReadPool readers;
    private int disposed;

    private SqliteStorage(SqliteStorageOptions options, string path, StoreFileLock held, LogState log, TimeProvider clock, ILogger logger)
    {
        this.held = held;
        this.log = log;
        Writer = new WriteLoop(
            () => new WriteSession(path, options.FileBytesMax, log),
            new Checkpoints(path, options.FileBytesMax, logger),
            options.QueueMax,
            options.BatchMax,
            logger);
        readers = new ReadPool(path, options.Readers);
        Customers = new SqliteCustomerStore(Writer, readers, options.Partitions);
        Log = new SqliteEventLog(Writer, readers, log, clock);
        DeadLetters = new SqliteDeadLetterStore(Writer, readers);
        Documents = new SqliteDocumentStore(Writer, readers);
    }

    public ICustomerStore Customers { get; }

    public IEventLog Log { get; }

    public IDeadLetterStore DeadLetters { get; }

    public IDocumentStore Documents { get; }

    internal WriteLoop Writer { get; }

    /// <summary>A partition of the log as it is known in memory.</summary>
    internal PartitionState Partition(int partition) => log.Partitions[partition];

    /// <summary>Opens the file for this process alone.</summary>
    /// <exception cref="StoreInUseException">Another silo uses the file.</exception>
    /// <exception cref="StoreSchemaException">The file is newer than this program, foreign, or of another count of partitions.</exception>
    public static SqliteStorage Open(SqliteStorageOptions options, TimeProvider clock, ILogger<SqliteStorage>? logger = null)
    {
        options.Check();
        var path = Path.GetFullPath(options.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var held = new StoreFileLock(path);
        try
        {
            LogState log;
            using (var connection = Connection.OpenWriter(path, options.FileBytesMax))
            {
                Schema.Prepare(connection, options.Partitions);
                log = LogState.Load(connection, options.Partitions);
            }

            return new SqliteStorage(options, path, held, log, clock, logger ?? NullLogger<SqliteStorage>.Instance);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await readers.DisposeAsync().ConfigureAwait(false);
        await Writer.DisposeAsync().ConfigureAwait(false);
        held.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
