using System.Globalization;
using JourneyGrains.Contracts.Clusters;
using Npgsql;

namespace JourneyGrains.Storage.Postgres.Membership;

/// <summary>Makes the tables in which Orleans keeps the silos of a cluster. Silos that start together wait for each other.</summary>
public static class MembershipTables
{
    // Raised when membership.sql changes.
    private const int Version = 1;

    /// <summary>Makes what is missing; on tables of this version it changes nothing.</summary>
    /// <param name="connectionString">The store's.</param>
    /// <exception cref="StoreSchemaException">They are of a newer program.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the account may not make tables.</exception>
    public static async Task PrepareAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ClusterMembership.ConnectionTo(connectionString));
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('{ClusterMembership.Schema}', 0))", cancellation);
        if (await RunAsync(connection, $"SELECT to_regnamespace('{ClusterMembership.Schema}')::text", cancellation) is not string)
        {
            await RunAsync(connection, $"CREATE SCHEMA {ClusterMembership.Schema}", cancellation);
        }

        if (await RunAsync(connection, $"SELECT to_regclass('{ClusterMembership.Schema}.tables')::text", cancellation) is not string)
        {
            await RunAsync(connection, "CREATE TABLE tables(version int NOT NULL); INSERT INTO tables(version) VALUES(0)", cancellation);
        }

        await MigrateAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stored = (int)(await RunAsync(connection, "SELECT version FROM tables", cancellation))!;
        if (stored > Version)
        {
            throw new StoreSchemaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The membership tables have version {stored}, this program knows up to {Version}. Run the program that wrote them, or a newer one."));
        }

        if (stored < Version)
        {
            await RunAsync(connection, Script(), cancellation);
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE tables SET version = {Version}"), cancellation);
        }
    }

    private static string Script()
    {
        using var stream = typeof(MembershipTables).Assembly.GetManifestResourceStream("membership.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
