using System.Text.RegularExpressions;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Settings of the store on PostgreSQL (13 or newer): one database for all silos of a cluster.</summary>
public sealed partial class PostgresStorageOptions
{
    /// <summary>How to reach the database, as Npgsql reads it. Required. A secret: it is never logged or put into an error.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// The schema of the database that holds the tables; made when it is missing. Small letters, digits and underscores. Default:
    /// journeygrains.
    /// </summary>
    public string Schema { get; set; } = "journeygrains";

    /// <summary>Partitions of the log and of the customers; fixed when the schema is made, 1 to 4,096. Default: 16.</summary>
    public int Partitions { get; set; } = Contracts.Streams.StreamNames.PartitionsDefault;

    /// <summary>
    /// Connections that commit customers, each with its own partitions. One makes the largest transactions, which cost the least CPU; two
    /// overlap their waits; more are for a database with cores to spare. Default: 2.
    /// </summary>
    public int Writers { get; set; } = 2;

    /// <summary>Connections that read customers, each many at once. Default: 2.</summary>
    public int Readers { get; set; } = 2;

    /// <summary>Writes that may wait for the next transaction of a connection; more make their callers wait. Default: 8,192.</summary>
    public int QueueMax { get; set; } = 8192;

    /// <summary>
    /// Writes in one transaction, and customers in one read. More give a higher throughput and a longer wait for each; nobody waits for
    /// a batch to fill. Default: 2,048.
    /// </summary>
    public int BatchMax { get; set; } = 2048;

    /// <summary>
    /// How often a silo that waits for events looks for those that another silo appended; its own it sees at once. Default: 10 ms.
    /// </summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <exception cref="ArgumentException">A setting is missing or out of its range.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            throw new ArgumentException("The storage needs a database: set ConnectionString.");
        }

        if (!SchemaName().IsMatch(Schema))
        {
            throw new ArgumentException($"Schema is '{Schema}'; it must be of small letters, digits and underscores, 63 at most.");
        }

        Within(Partitions, 1, Contracts.Streams.StreamNames.PartitionsMax, nameof(Partitions));
        Within(Writers, 1, 64, nameof(Writers));
        Within(Readers, 1, 64, nameof(Readers));
        Within(QueueMax, 1, 1_000_000, nameof(QueueMax));
        Within(BatchMax, 1, 10_000, nameof(BatchMax));
        Within((int)PollEvery.TotalMilliseconds, 1, 10_000, nameof(PollEvery) + " in milliseconds");
    }

    /// <summary>
    /// A pool of connections whose statements are prepared and go by the indexes: a plan made while the tables were small would otherwise
    /// read them whole until the next statistics.
    /// </summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    internal NpgsqlDataSource Connect(bool readOnly = false)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // Its message may hold a part of the secret.
            throw new ArgumentException(
                "ConnectionString cannot be read. It must be like Host=...;Database=...;Username=...;Password=...");
        }

        const string Plans = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off "
            + "-c plan_cache_mode=force_generic_plan";
        settings.SearchPath = Schema;
        settings.Options = string.IsNullOrEmpty(settings.Options) ? Plans : $"{settings.Options} {Plans}";
        settings.Options += readOnly ? " -c default_transaction_read_only=on" : "";
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 100 : settings.MaxAutoPrepare;
        settings.AutoPrepareMinUsages = 2;

        // No statement here changes a session; resetting it would be seven statements more for each read.
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "journeygrains";
        return NpgsqlDataSource.Create(settings);
    }

    private static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be from {least} to {most}.");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
