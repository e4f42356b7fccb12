using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Dead letters on PostgreSQL. They are rare: each call is its own transaction.</summary>
internal sealed class PostgresDeadLetterStore(NpgsqlDataSource source) : IDeadLetterStore
{
    public async Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        if (letters.Count == 0)
        {
            return;
        }

        try
        {
            await using var batch = source.CreateBatch();
            DeadLetterRows.Add(batch, [.. letters]);
            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw StoreFailure.Told(error);
        }
    }

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(long before, int most, CancellationToken cancellation) => await source.RowsAsync(
        $"SELECT {DeadLetterRows.Columns} FROM dead_letters WHERE number < $1 ORDER BY number DESC LIMIT $2",
        DeadLetterRows.Read,
        cancellation,
        before == 0 ? long.MaxValue : before,
        most).ConfigureAwait(false);

    public async Task<DeadLetter?> FindAsync(long number, CancellationToken cancellation)
    {
        var found = await source.RowsAsync(
            $"SELECT {DeadLetterRows.Columns} FROM dead_letters WHERE number = $1", DeadLetterRows.Read, cancellation, number).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public Task RemoveAsync(long number, CancellationToken cancellation) =>
        source.RowsAsync("DELETE FROM dead_letters WHERE number = $1", _ => true, cancellation, number);

    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        var counts = await source.RowsAsync("SELECT count(*) FROM dead_letters", row => row.GetInt64(0), cancellation).ConfigureAwait(false);
        return counts[0];
    }
}
