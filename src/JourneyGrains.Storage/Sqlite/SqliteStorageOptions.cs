namespace JourneyGrains.Storage.Sqlite;

/// <summary>Settings of the embedded store: one file, one process.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The database file. It and its directory are made when they are missing. Required.</summary>
    public string Path { get; set; } = "";

    /// <summary>Partitions of the log and of the customers; fixed when the file is made, 1 to 4,096. Default: 16.</summary>
    public int Partitions { get; set; } = Contracts.Streams.StreamNames.PartitionsDefault;

    /// <summary>Writes that may wait for the next transaction; more make their callers wait. Default: 8,192.</summary>
    public int QueueMax { get; set; } = 8192;

    /// <summary>
    /// Writes in one transaction. More give a higher throughput and a longer wait for each; nobody waits for a batch to fill.
    /// Default: 1,024.
    /// </summary>
    public int BatchMax { get; set; } = 1024;

    /// <summary>Threads that read, each with its own connection. Default: 2.</summary>
    public int Readers { get; set; } = 2;

    /// <summary>The largest file in bytes; writes that need more fail, as on a full disk. 0: no limit but the disk's. Default: 0.</summary>
    public long FileBytesMax { get; set; }

    /// <exception cref="ArgumentException">A setting is missing or out of its range.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Path))
        {
            throw new ArgumentException("The storage needs a file: set Path.");
        }

        Within(Partitions, 1, Contracts.Streams.StreamNames.PartitionsMax, nameof(Partitions));
        Within(QueueMax, 1, 1_000_000, nameof(QueueMax));
        Within(BatchMax, 1, 100_000, nameof(BatchMax));
        Within(Readers, 1, 64, nameof(Readers));
        if (FileBytesMax is < 0 or > 0 and < 1 << 20)
        {
            throw new ArgumentException($"FileBytesMax is {FileBytesMax}; it is 0 (no limit) or at least 1 MiB.");
        }
    }

    private static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
