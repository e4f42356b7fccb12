using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// The store of a cluster: one database, any number of silos, durable at each commit. Opening makes or migrates the schema; disposing ends
/// what was begun.
/// </summary>
public sealed class PostgresStorage : IAsyncDisposable, IDisposable
{
    // Writers share a slot of the totals only by chance, and then only wait for each other.
    private const int Slots = 64;

    private readonly NpgsqlDataSource source;
    private readonly HeadWatch watch;
    private readonly CustomerReads reads;
    private readonly PostgresWriter<LogTransaction> logWriter;
    private readonly PostgresWriter<CustomerTransaction>[] writers;
    private int disposed;

    private PostgresStorage(PostgresStorageOptions options, NpgsqlDataSource source, TimeProvider clock, ILogger logger)
    {
        this.source = source;
        var cache = new LogCache(options.Partitions);
        var slot = Random.Shared.Next(Slots);
        watch = new HeadWatch(source, cache, options.PollEvery, logger);
        reads = new CustomerReads(source, options);
        logWriter = new PostgresWriter<LogTransaction>(
            source, new LogCommit(cache).CommitAsync, options, logger);
        writers =
        [
            .. Enumerable.Range(0, options.Writers).Select(writer => new PostgresWriter<CustomerTransaction>(
                source,
                (connection, writes) => CustomerTransaction.CommitAsync(connection, writes, (slot + writer) % Slots, cache),
                options,
                logger)),
        ];
        Customers = new PostgresCustomerStore(source, writers, reads, options.Partitions);
        Log = new PostgresEventLog(source, logWriter, cache, watch, clock);
        DeadLetters = new PostgresDeadLetterStore(source);
        Documents = new PostgresDocumentStore(source);
    }

    public ICustomerStore Customers { get; }

    public IEventLog Log { get; }

    public IDeadLetterStore DeadLetters { get; }

    public IDocumentStore Documents { get; }

    /// <summary>For tests: what commits the customers of a partition.</summary>
    internal PostgresWriter<CustomerTransaction> Writer(int partition) => writers[partition % writers.Length];

    /// <summary>Connects and prepares the schema.</summary>
    /// <exception cref="StoreSchemaException">The schema is newer than this program, foreign, or of another count of partitions.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static PostgresStorage Open(PostgresStorageOptions options, TimeProvider clock, ILogger<PostgresStorage>? logger = null)
    {
        options.Check();
        var source = options.Connect();
        try
        {
            PostgresSchema.Prepare(source, options.Schema, options.Partitions);
            var storage = new PostgresStorage(options, source, clock, logger ?? NullLogger<PostgresStorage>.Instance);
            storage.Log.PositionAsync(0, "", CancellationToken.None).GetAwaiter().GetResult();
            return storage;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await watch.DisposeAsync().ConfigureAwait(false);
        await reads.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(writers.Select(writer => writer.DisposeAsync().AsTask())).ConfigureAwait(false);
        await logWriter.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
