using JourneyGrains.Storage.Postgres;
using JourneyGrains.Storage.Sqlite;
using Npgsql;

namespace JourneyGrains.Storage;

/// <summary>
/// Looks into a store without being its silo: states and documents, read only, also while silos write. Each page is of one moment.
/// </summary>
public sealed class StoredStates : IAsyncDisposable
{
    private readonly ReadSession? file;
    private readonly NpgsqlDataSource? database;

    private StoredStates(ReadSession? file, NpgsqlDataSource? database) => (this.file, this.database) = (file, database);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static StoredStates OfSqlite(string path) => File.Exists(path)
        ? new(new ReadSession(path), null)
        : throw new FileNotFoundException($"There is no store '{path}'.");

    /// <summary>Nothing is looked at before the first question. The database itself refuses to write on these connections.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static StoredStates OfPostgres(string connectionString) =>
        new(null, new PostgresStorageOptions { ConnectionString = connectionString }.Connect(readOnly: true));

    /// <summary>Customers, forgotten ones too, in order of their ids, after an id ("" for the first).</summary>
    public async Task<IReadOnlyList<StoredState>> PageAsync(string after, int most, CancellationToken cancellation) => file is not null
        ? file.Rows(
            "SELECT id, state FROM customers WHERE id > ? ORDER BY id LIMIT ?",
            query => query.Bind(after).Bind(most),
            row => new StoredState(row.Text(0), row.Blob(1)))
        : await database!.RowsAsync(
            "SELECT id, state FROM customers WHERE id > $1 ORDER BY id LIMIT $2",
            row => new StoredState(row.GetString(0), row.Bytes(1)),
            cancellation,
            after,
            most).ConfigureAwait(false);

    /// <summary>A document, or null.</summary>
    public async Task<byte[]?> DocumentAsync(string kind, string key, CancellationToken cancellation) => file is not null
        ? file.Row("SELECT body FROM documents WHERE kind = ? AND key = ?", query => query.Bind(kind).Bind(key), row => row.Blob(0))
        : (await database!.RowsAsync("SELECT body FROM documents WHERE kind = $1 AND key = $2", row => row.Bytes(0), cancellation, kind, key)
            .ConfigureAwait(false)).SingleOrDefault();

    public async ValueTask DisposeAsync()
    {
        file?.Dispose();
        if (database is not null)
        {
            await database.DisposeAsync().ConfigureAwait(false);
        }
    }
}
