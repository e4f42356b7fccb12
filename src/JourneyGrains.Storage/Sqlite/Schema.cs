using System.Globalization;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>The tables, versioned: each migration brings a file from the version before to its own.</summary>
internal static class Schema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE customers(
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, partition INTEGER NOT NULL, version INTEGER NOT NULL, due_at INTEGER,
            outbox INTEGER NOT NULL, forgotten INTEGER NOT NULL, chain TEXT NOT NULL, state BLOB NOT NULL) STRICT;
        CREATE INDEX customers_due ON customers(partition, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX customers_outbox ON customers(partition, id) WHERE outbox > 0;
        CREATE INDEX customers_listed ON customers(partition, id) WHERE forgotten = 0;
        CREATE TABLE transcript(
            customer INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, entry BLOB NOT NULL,
            PRIMARY KEY(customer, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE journal(
            customer INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, after_offset INTEGER NOT NULL, input TEXT NOT NULL,
            PRIMARY KEY(customer, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE totals(
            partition INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(partition, name)) STRICT, WITHOUT ROWID;
        CREATE TABLE log(
            place INTEGER PRIMARY KEY, arrival INTEGER NOT NULL, id TEXT NOT NULL, customer TEXT NOT NULL, type TEXT NOT NULL,
            time INTEGER NOT NULL, sequence INTEGER NOT NULL, properties BLOB NOT NULL) STRICT;
        CREATE TABLE partitions(partition INTEGER PRIMARY KEY, watermark INTEGER NOT NULL, floor INTEGER NOT NULL) STRICT;
        CREATE TABLE consumers(
            partition INTEGER NOT NULL, consumer TEXT NOT NULL, consumed INTEGER NOT NULL,
            PRIMARY KEY(partition, consumer)) STRICT, WITHOUT ROWID;
        CREATE TABLE producers(
            partition INTEGER NOT NULL, producer TEXT NOT NULL, sequence INTEGER NOT NULL,
            PRIMARY KEY(partition, producer)) STRICT, WITHOUT ROWID;
        CREATE TABLE dead_letters(
            number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, source TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
            event_id TEXT NOT NULL, customer TEXT NOT NULL, replayable INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX dead_letters_customer ON dead_letters(customer);
        CREATE TABLE documents(
            kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(kind, key)) STRICT;
        """,
    ];

    /// <summary>Brings a file to the newest version; a new one gets its partitions.</summary>
    /// <exception cref="StoreSchemaException">The file is foreign, newer than this program, or has another count of partitions.</exception>
    public static void Prepare(Connection connection, int partitions)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var version = Version(connection);
            for (var next = version; next < Migrations.Length; next++)
            {
                connection.Execute(Migrations[next]);
            }

            Write(connection, "schema", Migrations.Length);
            CheckPartitions(connection, partitions);
            connection.Execute("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
            {
                connection.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>A number kept about the whole file; null: not set.</summary>
    public static long? Read(Connection connection, string name)
    {
        using var statement = new Statement(connection, "SELECT value FROM meta WHERE name = ?");
        return statement.Bind(name).Step() ? statement.Long(0) : null;
    }

    public static void Write(Connection connection, string name, long value)
    {
        using var statement = new Statement(
            connection, "INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value");
        statement.Bind(name).Bind(value).Run();
    }

    private static long Version(Connection connection)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") == 0)
        {
            if (connection.Number("SELECT count(*) FROM sqlite_schema") > 0)
            {
                throw new StoreSchemaException("The file is a database of another program. Give the storage a file of its own.");
            }

            connection.Execute("CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        }

        var version = Read(connection, "schema") ?? 0;
        return version <= Migrations.Length
            ? version
            : throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file has schema version {version}, this program knows up to {Migrations.Length}. Run the program that wrote it, or a newer one."));
    }

    private static void CheckPartitions(Connection connection, int partitions)
    {
        if (Read(connection, "partitions") is not { } stored)
        {
            Write(connection, "partitions", partitions);
        }
        else if (stored != partitions)
        {
            throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {stored} partitions, {partitions} are configured. They are fixed when a file is made: configure {stored}."));
        }
    }
}
