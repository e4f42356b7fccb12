using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Commits of different customers in one transaction. First in one round trip, which takes for granted that every version matches; the
/// database checks it. Where one does not, in two: the first locks the customers and tells whose does not, the second writes the others, so
/// that a conflict fails alone. All silos lock in the same order: partitions, customers by id, totals.
/// </summary>
internal sealed class CustomerTransaction
{
    // Between the two round trips another silo can still add a customer that was not there to be locked.
    private const int ReadingsMax = 3;

    private readonly List<CommitTurns> writes = [];

    /// <param name="slot">The totals are kept in slots, so that writers do not wait for each other's.</param>
    public static async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<Write<CustomerTransaction>> writes, int slot, LogCache cache)
    {
        var session = new CustomerTransaction();
        foreach (var write in writes.OrderBy(write => write.Key, StringComparer.Ordinal))
        {
            write.Apply(session);
        }

        await session.PutAsync(connection, slot).ConfigureAwait(false);
        foreach (var write in session.writes.Where(write => write.Commit.Erase))
        {
            cache.Erased(write.Commit.Partition);
        }
    }

    public void Add(CommitTurns write) => writes.Add(write);

    private async Task PutAsync(NpgsqlConnection connection, int slot)
    {
        for (var readings = 0; writes.Count > 0; readings++)
        {
            try
            {
                if (readings == 0)
                {
                    // Without BEGIN and COMMIT: what is sent together is one transaction.
                    await WriteAsync(connection, slot).ConfigureAwait(false);
                    return;
                }

                await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                await RefuseConflictsAsync(connection).ConfigureAwait(false);
                await WriteAsync(connection, slot).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
                return;
            }
            catch (PostgresException refused) when (refused.SqlState == LogRows.Elsewhere && readings < ReadingsMax)
            {
            }
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection, int slot)
    {
        var commits = writes.ConvertAll(write => write.Commit);
        await using var batch = new NpgsqlBatch(connection);
        CustomerRows.AddLocks(batch, commits);
        foreach (var write in writes.Where(write => write.Commit.Erase))
        {
            CustomerRows.AddErasure(batch, write);
        }

        CustomerStates.Add(batch, commits);
        CustomerRows.AddWaiting(batch, commits);
        DeadLetterRows.Add(batch, [.. commits.SelectMany(commit => commit.DeadLetters)]);
        CustomerRows.AddTotals(batch, commits, slot);
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Locks the customers, and refuses those whose version is another and takes them out.</summary>
    private async Task RefuseConflictsAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        CustomerRows.AddLocks(batch, writes.ConvertAll(write => write.Commit));
        batch.Add(
            "SELECT id, version FROM customers WHERE id = ANY($1) ORDER BY id FOR UPDATE", (object)writes.Select(write => write.Key).ToArray());
        var stored = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            do
            {
                // What locks partitions answers with more columns.
                while (reader.FieldCount == 2 && await reader.ReadAsync().ConfigureAwait(false))
                {
                    stored[reader.GetString(0)] = reader.GetInt64(1);
                }
            }
            while (await reader.NextResultAsync().ConfigureAwait(false));
        }

        foreach (var write in writes.Where(write => stored.GetValueOrDefault(write.Key) != write.Commit.ExpectedVersion))
        {
            write.Refuse(new StoreConflictException(write.Key, write.Commit.ExpectedVersion));
        }

        writes.RemoveAll(write => write.Refused);
    }
}
