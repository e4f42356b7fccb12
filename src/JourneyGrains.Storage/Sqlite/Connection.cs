using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>A connection for one thread at a time. Statements are prepared once and reused.</summary>
internal sealed class Connection : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    // Without any other checkpoint, one for every 32 MiB of log: rare, and their writes merged.
    private const int CheckpointPages = 8192;

    private readonly SqliteConnection connection;
    private readonly List<Statement> statements = [];

    private Connection(string path, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            Execute($"PRAGMA busy_timeout = {BusyMilliseconds}");
            Execute("PRAGMA temp_store = MEMORY");
            Execute("PRAGMA cache_size = -16384");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public sqlite3 Handle => connection.Handle ?? throw new ObjectDisposedException(nameof(Connection));

    /// <summary>Pages this connection has put into the write-ahead log since this was last asked.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        return written;
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Opens for writing, durable at each commit: write-ahead log, synced in full.</summary>
    public static Connection OpenWriter(string path, long fileBytesMax)
    {
        var writer = new Connection(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            writer.Execute("PRAGMA journal_mode = WAL");
            writer.Execute("PRAGMA synchronous = FULL");
            writer.Execute("PRAGMA cache_size = -65536");

            // What an erasure frees is overwritten, not only forgotten.
            writer.Execute("PRAGMA secure_delete = ON");
            writer.Execute($"PRAGMA wal_autocheckpoint = {CheckpointPages}");
            writer.Execute("PRAGMA journal_size_limit = 67108864");
            if (fileBytesMax > 0)
            {
                writer.Execute($"PRAGMA max_page_count = {fileBytesMax / writer.Number("PRAGMA page_size")}");
            }

            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Leaves checkpoints to others, unless they fall behind by a quarter of a GiB.</summary>
    public void LeaveCheckpoints() => Execute($"PRAGMA wal_autocheckpoint = {8 * CheckpointPages}");

    public static Connection OpenReader(string path) => new(path, SqliteOpenMode.ReadOnly);

    public Statement Prepare(string sql)
    {
        var statement = new Statement(this, sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Runs constant text of ours, of one or more statements.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        SqliteException.ThrowExceptionForRC(code, Handle);
    }

    /// <summary>The first column of the first row, for constant text of ours.</summary>
    public long Number(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
