using System.Globalization;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// The tables, versioned: each migration brings a schema from the version before to its own. Silos that start together wait for each other.
/// </summary>
internal static class PostgresSchema
{
    public const string FollowsLog = "follows_log";

    /// <summary>Brings the schema to the newest version; a new one gets its partitions.</summary>
    /// <exception cref="StoreSchemaException">It is foreign, newer than this program, or has another count of partitions.</exception>
    public static void Prepare(NpgsqlDataSource source, string schema, int partitions) =>
        Prepare(source, schema, partitions, PostgresMigrations.All.Length);

    /// <summary>For tests: a schema as an earlier version made it.</summary>
    internal static void Prepare(NpgsqlDataSource source, string schema, int partitions, int version)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Scalar(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "journeygrains.schema." + schema);
        if (Scalar(connection, "SELECT to_regnamespace($1)::text", schema) is not string)
        {
            // The name is checked by the options: it can hold nothing but letters, digits and underscores.
            Execute(connection, $"CREATE SCHEMA {schema}");
        }

        for (var next = Version(connection, schema); next < version; next++)
        {
            Execute(connection, PostgresMigrations.All[next]);
        }

        Write(connection, "schema", version);
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
        return version <= PostgresMigrations.All.Length
            ? (int)version
            : throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database has schema version {version}, this program knows up to {PostgresMigrations.All.Length}. Run the program that wrote it, or a newer one."));
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
