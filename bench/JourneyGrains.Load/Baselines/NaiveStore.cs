using Microsoft.Data.Sqlite;

namespace JourneyGrains.Load.Baselines;

/// <summary>One transaction a state, synced in full, on pooled connections; one writer at a time, for SQLite has no more.</summary>
internal sealed class NaiveStore : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly string settings;

    public NaiveStore(string path)
    {
        settings = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS states(id TEXT PRIMARY KEY, version INTEGER NOT NULL, state BLOB NOT NULL)";
        command.ExecuteNonQuery();
    }

    public async Task WriteAsync(string id, byte[] state, long version)
    {
        await turn.WaitAsync();
        try
        {
            await Task.Run(() => Write(id, state, version));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private void Write(string id, byte[] state, long version)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = version == 1
            ? "INSERT OR REPLACE INTO states(id, version, state) VALUES($id, $version, $state)"
            : "UPDATE states SET version = $version, state = $state WHERE id = $id AND version = $version - 1";
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$state", state);
        if (command.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException("The stored version is another.");
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(settings);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
        return connection;
    }
}
