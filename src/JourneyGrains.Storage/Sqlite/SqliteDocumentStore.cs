using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Documents in the embedded store.</summary>
internal sealed class SqliteDocumentStore(WriteLoop writer, ReadPool readers) : IDocumentStore
{
    public Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellation) => readers.RunAsync(
        session => session.Row(
            "SELECT body, version FROM documents WHERE kind = ? AND key = ?",
            query => query.Bind(kind).Bind(key),
            row => new StoredDocument(row.Blob(0), row.Long(1))),
        cancellation);

    public Task<long> WriteAsync(string kind, string key, byte[] body, long expectedVersion, CancellationToken cancellation) =>
        writer.RunAsync(new PutDocument(kind, key, body, expectedVersion), cancellation);

    private sealed class PutDocument(string kind, string key, byte[] body, long expectedVersion) : Write<WriteSession, long>
    {
        protected override long Run(WriteSession session)
        {
            if (!session.Documents.Put(kind, key, body, expectedVersion))
            {
                throw new StoreConflictException($"{kind}/{key}", expectedVersion);
            }

            return expectedVersion + 1;
        }
    }
}
