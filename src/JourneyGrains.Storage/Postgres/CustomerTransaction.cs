using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Commits of different customers in one transaction and one round trip. The states come first and tell whose version did not match;
/// everything else is written for those customers only whose row is of this very transaction, so that a conflict fails alone. All silos
/// lock in the same order: partitions, customers by id, totals.
/// </summary>
internal sealed class CustomerTransaction
{
    private const string Update = """
        UPDATE customers AS c
        SET version = u.version, forgotten = u.forgotten, chain = u.chain, state = u.state
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[], $7::bytea[])
            AS u(id, partition, expected, version, forgotten, chain, state)
        WHERE c.id = u.id AND c.version = u.expected RETURNING c.id
        """;

    private const string Insert = """
        INSERT INTO customers(id, partition, version, forgotten, chain, state)
        SELECT id, partition, version, forgotten, chain, state
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[], $7::bytea[])
            AS u(id, partition, expected, version, forgotten, chain, state)
        ON CONFLICT(id) DO NOTHING RETURNING id
        """;

    private readonly List<CommitTurns> writes = [];

    /// <param name="slot">The totals are kept in slots, so that writers do not wait for each other's.</param>
    public static async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<Write<CustomerTransaction>> writes, int slot, LogCache cache)
    {
        var session = new CustomerTransaction();
        foreach (var write in writes)
        {
            write.Apply(session);
        }

        session.writes.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        var taken = await session.PutAsync(connection, slot).ConfigureAwait(false);
        foreach (var write in session.writes)
        {
            if (!taken.Contains(write.Key))
            {
                write.Refuse(new StoreConflictException(write.Key, write.Commit.ExpectedVersion));
            }
            else if (write.Commit.Erase)
            {
                cache.Erased(write.Commit.Partition);
            }
        }
    }

    public void Add(CommitTurns write) => writes.Add(write);

    /// <summary>Writes all of it, and gives the customers whose version matched.</summary>
    private async Task<HashSet<string>> PutAsync(NpgsqlConnection connection, int slot)
    {
        // Without BEGIN and COMMIT: what is sent together is one transaction.
        await using var batch = new NpgsqlBatch(connection);
        var commits = writes.ConvertAll(write => write.Commit);
        CustomerRows.AddLocks(batch, commits);
        AddStates(batch, Update, [.. commits.Where(commit => commit.ExpectedVersion > 0)]);
        AddStates(batch, Insert, [.. commits.Where(commit => commit.ExpectedVersion == 0)]);
        foreach (var write in writes.Where(write => write.Commit.Erase))
        {
            CustomerRows.AddErasure(batch, write);
        }

        CustomerRows.AddWaiting(batch, commits);
        CustomerRows.AddTranscript(batch, commits);
        CustomerRows.AddJournal(batch, commits);
        DeadLetterRows.Add(batch, [.. commits.SelectMany(commit => commit.DeadLetters, (commit, letter) => (commit.CustomerId, letter))]);
        CustomerRows.AddTotals(batch, commits, slot);
        return await TakenAsync(batch).ConfigureAwait(false);
    }

    private static void AddStates(NpgsqlBatch batch, string sql, CustomerCommit[] commits)
    {
        if (commits.Length > 0)
        {
            batch.Add(
                sql,
                Array.ConvertAll(commits, commit => commit.CustomerId),
                Array.ConvertAll(commits, commit => commit.Partition),
                Array.ConvertAll(commits, commit => commit.ExpectedVersion),
                Array.ConvertAll(commits, commit => commit.Version),
                Array.ConvertAll(commits, commit => commit.Forgotten),
                Array.ConvertAll(commits, commit => commit.Chain),
                Array.ConvertAll(commits, commit => commit.State));
        }
    }

    private static async Task<HashSet<string>> TakenAsync(NpgsqlBatch batch)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            // What locks partitions answers with more columns.
            while (reader.FieldCount == 1 && await reader.ReadAsync().ConfigureAwait(false))
            {
                taken.Add(reader.GetString(0));
            }
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return taken;
    }
}
