namespace JourneyGrains.Storage.Sqlite;

/// <summary>Writes documents.</summary>
internal sealed class DocumentStatements(Connection connection)
{
    private readonly Statement insert = connection.Prepare(
        "INSERT INTO documents(kind, key, version, body) VALUES(?, ?, 1, ?) ON CONFLICT DO NOTHING RETURNING version");

    private readonly Statement update = connection.Prepare(
        "UPDATE documents SET version = version + 1, body = ? WHERE kind = ? AND key = ? AND version = ? RETURNING version");

    /// <summary>False where the stored version is another; nothing is written then.</summary>
    public bool Put(string kind, string key, byte[] body, long expectedVersion)
    {
        var statement = expectedVersion == 0
            ? insert.Bind(kind).Bind(key).Bind(body.AsSpan())
            : update.Bind(body.AsSpan()).Bind(kind).Bind(key).Bind(expectedVersion);
        try
        {
            return statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }
}
