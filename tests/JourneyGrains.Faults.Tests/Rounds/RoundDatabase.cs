using JourneyGrains.Faults.Tests.Networks;
using Npgsql;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>A database of its own for one round, behind a wire that can be cut.</summary>
internal sealed class RoundDatabase : IAsyncDisposable
{
    private static int made;
    private readonly PostgresServer server;
    private readonly string name;

    private RoundDatabase(PostgresServer server, string name) => (this.server, this.name, Wire) = (server, name, new Proxy(server.Port));

    public Proxy Wire { get; }

    /// <summary>For the silos: over the wire.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = Wire.Port, Database = name }.ToString();

    public static async Task<RoundDatabase> MakeAsync(PostgresServer server)
    {
        var name = FormattableString.Invariant($"round_{Interlocked.Increment(ref made)}");
        await RunAsync(server, $"CREATE DATABASE {name}");
        return new(server, name);
    }

    public Task StopAsync() => Task.Run(server.StopImmediately);

    public Task StartAsync() => Task.Run(server.Start);

    /// <summary>Ends the silos' connections from the database's side.</summary>
    public Task EndConnectionsAsync() => RunAsync(
        server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()");

    /// <summary>Runs a statement about the database, whose name stands for {0}.</summary>
    public Task SqlAsync(string sql) => RunAsync(server, sql.Replace("{0}", name, StringComparison.Ordinal));

    /// <summary>Runs statements within it, past the wire.</summary>
    public async Task InsideAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Holds the locks of a statement until disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync(string sql, string value)
    {
        var connection = await ConnectAsync();
        await using var begin = new NpgsqlCommand("BEGIN", connection);
        await begin.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = value } } };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        await RunAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false, Database = name };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(PostgresServer server, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
