using JourneyGrains.Storage.Appending;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Begins a transaction of the log by locking its partitions and reading where they stand. The lock is what makes offsets without gaps and
/// times that hold for all silos.
/// </summary>
internal static class LogReading
{
    /// <summary>Until the store's time is decided, one transaction at a time has all partitions.</summary>
    public static async Task<LogTransaction> BeginAsync(NpgsqlConnection connection, ILogWrite[] writes, LogCache cache)
    {
        var session = new LogTransaction(cache.Follows);
        var locked = session.Decided is null
            ? [.. Enumerable.Range(0, cache.Partitions)]
            : writes.Where(write => write.Locks).Select(write => write.Partition).Distinct().Order().ToArray();
        (int Partition, string Producer)[] asked =
            [.. writes.Where(write => write.Producer is not null).Select(write => (write.Partition, write.Producer!)).Distinct()];
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN");
        if (Array.TrueForAll(writes, write => write.Lax))
        {
            batch.Add("SET LOCAL synchronous_commit = off");
        }

        LogRows.AddLocks(batch, locked);
        if (session.Decided is null)
        {
            batch.Add("SELECT value FROM meta WHERE name = $1", PostgresSchema.FollowsLog);
        }

        if (asked.Length > 0)
        {
            batch.Add(
                "SELECT p.partition, p.producer, p.sequence FROM unnest($1::int[], $2::text[]) AS u(partition, producer) "
                + "JOIN producers AS p ON p.partition = u.partition AND p.producer = u.producer",
                Array.ConvertAll(asked, one => one.Partition),
                Array.ConvertAll(asked, one => one.Producer));
        }

        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await ReadAsync(reader, session, asked.Length > 0).ConfigureAwait(false);
        return session;
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, LogTransaction session, bool numbers)
    {
        foreach (var (partition, stand) in await reader.RestAsync(row => (row.GetInt32(0), Stand(row))).ConfigureAwait(false))
        {
            session.Know(partition, stand);
        }

        if (session.Decided is null)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            foreach (var value in await reader.RestAsync(row => row.GetInt64(0)).ConfigureAwait(false))
            {
                session.Know(value == 1);
            }
        }

        if (numbers)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            foreach (var (partition, producer, sequence) in await reader.RestAsync(
                row => (row.GetInt32(0), row.GetString(1), row.GetInt64(2))).ConfigureAwait(false))
            {
                session.Know((partition, producer), sequence);
            }
        }
    }

    private static LogStand Stand(NpgsqlDataReader row) => new(
        PartitionMark.Empty with { Head = row.GetInt64(1), LastArrival = row.GetInt64(2), Watermark = row.GetInt64(3) }, row.GetInt64(4));
}
