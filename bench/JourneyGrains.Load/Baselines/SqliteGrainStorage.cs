using System.Globalization;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace JourneyGrains.Load.Baselines;

/// <summary>
/// WriteStateAsync on SQLite: one transaction a state, synced in full, on pooled connections; one writer at a time, for SQLite has no more.
/// (The ADO.NET provider's own SQLite script must not be used with pooled connections.)
/// </summary>
internal sealed class SqliteGrainStorage : IGrainStorage, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly string settings;

    public SqliteGrainStorage(string path)
    {
        settings = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS states(id TEXT PRIMARY KEY, version INTEGER NOT NULL, state BLOB NOT NULL)";
        command.ExecuteNonQuery();
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version, state FROM states WHERE id = $id";
        command.Parameters.AddWithValue("$id", grainId.ToString());
        using var reader = command.ExecuteReader();
        if (reader.Read())
        {
            grainState.ETag = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            grainState.State = (T)(object)new NaiveState { Customer = StateEncoding.Read(reader.GetFieldValue<byte[]>(1)) };
        }
        else
        {
            grainState.State = (T)(object)new NaiveState();
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = 1 + (grainState.ETag is { } known ? long.Parse(known, CultureInfo.InvariantCulture) : 0);
        var state = StateEncoding.Write(((NaiveState)(object)grainState.State!).Customer!);
        await turn.WaitAsync();
        try
        {
            await Task.Run(() => Write(grainId.ToString(), state, version));
        }
        finally
        {
            turn.Release();
        }

        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("The baseline never clears a state.");

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
            ? "INSERT INTO states(id, version, state) VALUES($id, $version, $state)"
            : "UPDATE states SET version = $version, state = $state WHERE id = $id AND version = $version - 1";
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$state", state);
        if (command.ExecuteNonQuery() != 1)
        {
            throw new InconsistentStateException("The stored version is another.");
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
