using JourneyGrains.Load.Processes;
using Npgsql;

namespace JourneyGrains.Load.Databases;

/// <summary>A PostgreSQL server, the load's own or a given one, in which each store gets a database that is dropped at the end.</summary>
internal sealed class PostgresPlace : IAsyncDisposable
{
    private readonly PostgresServer? own;
    private readonly NpgsqlDataSource admin;
    private readonly List<PostgresDatabase> databases = [];
    private readonly int? postmaster;

    private PostgresPlace(PostgresServer? own, string connectionString)
    {
        this.own = own;
        ConnectionString = connectionString;
        admin = NpgsqlDataSource.Create(connectionString);
        // The backend's parent; on another machine no process here has that number, or it is not a PostgreSQL.
        using var connection = admin.OpenConnection();
        Version = $"PostgreSQL {connection.PostgreSqlVersion}";
        postmaster = ProcessTimes.Parent(connection.ProcessID, "postgres");
    }

    public string ConnectionString { get; }

    public string Version { get; }

    /// <param name="connectionString">An account that may create databases; null: a server of the load's own.</param>
    public static PostgresPlace Open(string? connectionString)
    {
        var own = connectionString is null ? new PostgresServer() : null;
        try
        {
            return new PostgresPlace(own, connectionString ?? own!.ConnectionString);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    public TimeSpan? Cpu() => postmaster is { } pid ? ProcessTimes.OfFamily(pid) : null;

    public async Task<PostgresDatabase> CreateAsync(string name)
    {
        var unique = $"journeygrains_load_{Environment.ProcessId}_{name}";
        await ExecuteAsync($"CREATE DATABASE {unique}");
        var database = new PostgresDatabase(this, unique);
        databases.Add(database);
        return database;
    }

    /// <summary>What decides durability, and what is not the default.</summary>
    public async Task<string> SettingsAsync()
    {
        const string Sql = """
            SELECT string_agg(name || ' = ' || current_setting(name), ', ' ORDER BY name) FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') OR source NOT IN ('default', 'override', 'client', 'session')
                AND name !~ '^(lc_|log|port|listen|unix|data_|config|hba|ident|DateStyle|TimeZone|default_text|dynamic|application|client_)'
            """;
        await using var command = admin.CreateCommand(Sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
        {
            await database.CloseAsync();
            await ExecuteAsync($"DROP DATABASE {database.Database} WITH (FORCE)");
        }

        await admin.DisposeAsync();
        own?.Dispose();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = admin.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
