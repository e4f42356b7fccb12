using System.Globalization;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// The tables, versioned: each migration brings a schema from the version before to its own. Silos that start together wait for each other.
/// </summary>
internal static class PostgresSchema
{
    public const string FollowsLog = "follows_log";

    // Where rows are updated in place, pages keep room for it, so that no index is written for it.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE customers(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, partition int NOT NULL,
            version bigint NOT NULL, due_at bigint, outbox int NOT NULL, forgotten boolean NOT NULL, chain text NOT NULL,
            state bytea NOT NULL) WITH (fillfactor = 70);
        CREATE INDEX customers_due ON customers(partition, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX customers_outbox ON customers(partition, id) WHERE outbox > 0;
        CREATE INDEX customers_listed ON customers(partition, id) WHERE NOT forgotten;
        CREATE TABLE transcript(
            customer bigint NOT NULL, number bigint NOT NULL, at bigint NOT NULL, entry bytea NOT NULL, PRIMARY KEY(customer, number));
        CREATE TABLE journal(
            customer bigint NOT NULL, number bigint NOT NULL, at bigint NOT NULL, after_offset bigint NOT NULL, input text NOT NULL,
            PRIMARY KEY(customer, number));
        CREATE TABLE totals(
            slot int NOT NULL, name text COLLATE "C" NOT NULL, count bigint NOT NULL, PRIMARY KEY(slot, name)) WITH (fillfactor = 30);
        CREATE TABLE log(
            partition int NOT NULL, log_offset bigint NOT NULL, arrival bigint NOT NULL, id text NOT NULL, customer text NOT NULL,
            type text NOT NULL, time bigint NOT NULL, sequence bigint NOT NULL, properties bytea NOT NULL,
            PRIMARY KEY(partition, log_offset));
        CREATE TABLE partitions(
            partition int PRIMARY KEY, head bigint NOT NULL, last_arrival bigint NOT NULL, watermark bigint NOT NULL,
            floor bigint NOT NULL) WITH (fillfactor = 10);
        CREATE TABLE consumers(
            partition int NOT NULL, consumer text COLLATE "C" NOT NULL, consumed bigint NOT NULL,
            PRIMARY KEY(partition, consumer)) WITH (fillfactor = 10);
        CREATE TABLE producers(
            partition int NOT NULL, producer text COLLATE "C" NOT NULL, sequence bigint NOT NULL,
            PRIMARY KEY(partition, producer)) WITH (fillfactor = 30);
        CREATE TABLE dead_letters(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, source text NOT NULL, code text NOT NULL,
            reason text NOT NULL, event_id text NOT NULL, customer text NOT NULL, replayable boolean NOT NULL, body bytea NOT NULL);
        CREATE INDEX dead_letters_customer ON dead_letters(customer);
        CREATE TABLE documents(
            kind text NOT NULL, key text NOT NULL, version bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY(kind, key));
        """,
    ];

    /// <summary>Brings the schema to the newest version; a new one gets its partitions.</summary>
    /// <exception cref="StoreSchemaException">It is foreign, newer than this program, or has another count of partitions.</exception>
    public static void Prepare(NpgsqlDataSource source, string schema, int partitions)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Scalar(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "journeygrains.schema." + schema);
        if (Scalar(connection, "SELECT to_regnamespace($1)::text", schema) is not string)
        {
            // The name is checked by the options: it can hold nothing but letters, digits and underscores.
            Execute(connection, $"CREATE SCHEMA {schema}");
        }

        for (var next = Version(connection, schema); next < Migrations.Length; next++)
        {
            Execute(connection, Migrations[next]);
        }

        Write(connection, "schema", Migrations.Length);
        CheckPartitions(connection, partitions);
        transaction.Commit();
    }

    private static int Version(NpgsqlConnection connection, string schema)
    {
        const string Count = "SELECT count(*) FROM pg_tables WHERE schemaname = $1";
        if (Scalar(connection, Count + " AND tablename = 'meta'", schema) is 0L)
        {
            if (Scalar(connection, Count, schema) is not 0L)
            {
                throw new StoreSchemaException(
                    $"The schema '{schema}' holds tables of another program. Give the storage a schema of its own.");
            }

            Execute(connection, "CREATE TABLE meta(name text PRIMARY KEY, value bigint NOT NULL)");
        }

        var version = Scalar(connection, "SELECT value FROM meta WHERE name = $1", "schema") as long? ?? 0;
        return version <= Migrations.Length
            ? (int)version
            : throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database has schema version {version}, this program knows up to {Migrations.Length}. Run the program that wrote it, or a newer one."));
    }

    private static void CheckPartitions(NpgsqlConnection connection, int partitions)
    {
        if (Scalar(connection, "SELECT value FROM meta WHERE name = $1", "partitions") is not long stored)
        {
            Write(connection, "partitions", partitions);
            Scalar(
                connection,
                "INSERT INTO partitions(partition, head, last_arrival, watermark, floor) SELECT n, -1, $2, $2, $2 FROM generate_series(0, $1 - 1) AS n",
                partitions,
                long.MinValue);
        }
        else if (stored != partitions)
        {
            throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database has {stored} partitions, {partitions} are configured. They are fixed when it is made: configure {stored}."));
        }
    }

    private static void Write(NpgsqlConnection connection, string name, long value) => Scalar(
        connection, "INSERT INTO meta(name, value) VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name, value);

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command.ExecuteScalar();
    }
}
