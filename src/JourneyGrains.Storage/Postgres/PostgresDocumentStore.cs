using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Documents on PostgreSQL. They change rarely: each write is its own transaction.</summary>
internal sealed class PostgresDocumentStore(NpgsqlDataSource source) : IDocumentStore
{
    public async Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellation)
    {
        var found = await source.RowsAsync(
            "SELECT body, version FROM documents WHERE kind = $1 AND key = $2",
            row => new StoredDocument(row.Bytes(0), row.GetInt64(1)),
            cancellation,
            kind,
            key).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async Task<long> WriteAsync(string kind, string key, byte[] body, long expectedVersion, CancellationToken cancellation)
    {
        const string Insert = "INSERT INTO documents(kind, key, version, body) VALUES($1, $2, 1, $3) ON CONFLICT DO NOTHING RETURNING version";
        const string Update =
            "UPDATE documents SET version = version + 1, body = $3 WHERE kind = $1 AND key = $2 AND version = $4 RETURNING version";
        var written = expectedVersion == 0
            ? await source.RowsAsync(Insert, row => row.GetInt64(0), cancellation, kind, key, body).ConfigureAwait(false)
            : await source.RowsAsync(Update, row => row.GetInt64(0), cancellation, kind, key, body, expectedVersion).ConfigureAwait(false);
        return written.Count == 1 ? written[0] : throw new StoreConflictException($"{kind}/{key}", expectedVersion);
    }
}
