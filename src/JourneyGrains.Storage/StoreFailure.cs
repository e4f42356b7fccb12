using System.Data.Common;
using System.Net.Sockets;
using JourneyGrains.Contracts.Streams;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace JourneyGrains.Storage;

/// <summary>Tells a database's failure so that it can cross the wire and whoever reads it knows what to do.</summary>
internal static class StoreFailure
{
    /// <summary>What callers of the store get for it; what is not the database's stays what it is.</summary>
    public static Exception Told(Exception error) => error switch
    {
        PostgresException refused => OfPostgres(refused),
        SqliteException refused => OfSqlite(refused),
        NpgsqlException or TimeoutException or SocketException => new StoreUnavailableException(
            StoreProblems.Unreachable, $"The database does not answer: {error.Message} What was asked is tried again by whoever asked; check that it runs."),
        DbException or IOException => new StoreUnavailableException(StoreProblems.Failed, $"The store failed: {error.Message}"),
        _ => error,
    };

    private static Exception OfPostgres(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new StoreUnavailableException(
            StoreProblems.Full, $"The database's disk is full ({refused.MessageText}); nothing was written. Make room there; no silo needs a restart."),
        PostgresErrorCodes.ReadOnlySqlTransaction => new StoreUnavailableException(
            StoreProblems.ReadOnly, $"The database is read-only ({refused.MessageText}); nothing was written. Let it be written, or point the silos to the one that is."),
        ['0', '8', ..] or ['5', '7', 'P', ..] or ['5', '3', ..] => new StoreUnavailableException(
            StoreProblems.Unreachable, $"The database does not serve at the moment ({refused.SqlState}: {refused.MessageText})."),
        _ => refused,
    };

    private static StoreUnavailableException OfSqlite(SqliteException refused) => refused.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new(
            StoreProblems.Full, "The store's file cannot grow: its disk is full, or FileBytesMax is reached. Nothing was written. Make room; the silo needs no restart."),
        raw.SQLITE_READONLY => new(
            StoreProblems.ReadOnly, "The store's file cannot be written. Nothing was written. Give the silo's account the right to; it needs no restart."),
        _ => new(StoreProblems.Failed, $"The store's file failed: {refused.Message}"),
    };
}
