using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Statements with their values in order, as $1, $2 and so on.</summary>
internal static class Statements
{
    public static void Add(this NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>The rows of one statement, each as the function reads it.</summary>
    /// <exception cref="Contracts.Streams.StoreUnavailableException">The database failed.</exception>
    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object?[] values)
    {
        try
        {
            await using var command = source.CreateCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            return await reader.RestAsync(row, cancellation).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw StoreFailure.Told(error);
        }
    }

    /// <summary>The rows left of the reader's statement.</summary>
    public static async Task<List<T>> RestAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancellation = default)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);
}
