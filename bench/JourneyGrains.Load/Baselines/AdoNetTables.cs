using Npgsql;

namespace JourneyGrains.Load.Baselines;

/// <summary>The tables of Orleans' ADO.NET grain storage in a schema of their own; the package does not bring its script.</summary>
internal static class AdoNetTables
{
    private const string Schema = "orleans";
    private const string Script = "adonet.sql";

    /// <summary>The connection string, with which the provider finds its tables.</summary>
    public static string Within(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Schema }.ToString();

    public static void Prepare(string connectionString)
    {
        using var source = NpgsqlDataSource.Create(Within(connectionString));
        using var connection = source.OpenConnection();
        using var exists = new NpgsqlCommand($"SELECT to_regnamespace('{Schema}') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is true)
        {
            return;
        }

        using var reader = new StreamReader(typeof(AdoNetTables).Assembly.GetManifestResourceStream(Script)!);
        using var tables = new NpgsqlCommand($"CREATE SCHEMA {Schema};\n{reader.ReadToEnd()}", connection);
        tables.ExecuteNonQuery();
    }
}
