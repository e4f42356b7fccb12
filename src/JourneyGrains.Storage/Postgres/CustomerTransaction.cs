using JourneyGrains.Core.Values;
using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Commits of different customers in one transaction and two round trips: first the states, which says whose version did not match, then
/// everything else of those that did, with the end of the transaction. All silos lock in the same order: partitions, customers by id, totals.
/// </summary>
internal sealed class CustomerTransaction
{
    private const string Update = """
        UPDATE customers AS c
        SET version = u.version, forgotten = u.forgotten, chain = u.chain, state = u.state
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[], $7::bytea[])
            AS u(id, partition, expected, version, forgotten, chain, state)
        WHERE c.id = u.id AND c.version = u.expected RETURNING c.id, c.number
        """;

    private const string Insert = """
        INSERT INTO customers(id, partition, version, forgotten, chain, state)
        SELECT id, partition, version, forgotten, chain, state
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[], $7::bytea[])
            AS u(id, partition, expected, version, forgotten, chain, state)
        ON CONFLICT(id) DO NOTHING RETURNING id, number
        """;

    private const string Insertion = "INSERT INTO waiting(id, partition, due_at, outbox) SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[])";

    // What is as it was is not touched.
    private const string Change = """
        UPDATE waiting AS w SET due_at = u.due_at, outbox = u.outbox
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[]) AS u(id, partition, due_at, outbox)
        WHERE w.id = u.id AND (w.due_at IS DISTINCT FROM u.due_at OR w.outbox <> u.outbox)
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
        var numbers = await session.PutAsync(connection).ConfigureAwait(false);
        foreach (var write in session.writes.Where(write => !numbers.ContainsKey(write.Key)))
        {
            write.Refuse(new StoreConflictException(write.Key, write.Commit.ExpectedVersion));
        }

        var taken = session.writes.Where(write => !write.Refused).Select(write => (numbers[write.Key], write)).ToList();
        await CompleteAsync(connection, taken, slot).ConfigureAwait(false);
        foreach (var erased in taken.Select(one => one.write.Commit).Where(commit => commit.Erase))
        {
            cache.Erased(erased.Partition);
        }
    }

    public void Add(CommitTurns write) => writes.Add(write);

    /// <summary>Writes the states whose version matches, and gives those customers' numbers.</summary>
    private async Task<Dictionary<string, long>> PutAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN");
        var erasing = writes.Where(write => write.Commit.Erase).Select(write => write.Commit.Partition).Distinct().Order().ToArray();
        if (erasing.Length > 0)
        {
            // No append is half-way then: what the erasure does not see comes after it.
            batch.Add("SELECT 1 FROM partitions WHERE partition = ANY($1) ORDER BY partition FOR UPDATE", erasing);
        }

        AddStates(batch, Update, [.. writes.Select(write => write.Commit).Where(commit => commit.ExpectedVersion > 0)]);
        AddStates(batch, Insert, [.. writes.Select(write => write.Commit).Where(commit => commit.ExpectedVersion == 0)]);
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync().ConfigureAwait(false))
            {
                numbers.Add(reader.GetString(0), reader.GetInt64(1));
            }
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return numbers;
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

    private static async Task CompleteAsync(NpgsqlConnection connection, List<(long Number, CommitTurns Write)> taken, int slot)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (number, write) in taken.Where(one => one.Write.Commit.Erase))
        {
            AddErasure(batch, number, write);
        }

        AddWaiting(batch, Insertion, [.. taken.Select(one => one.Write.Commit).Where(commit => commit.ExpectedVersion == 0)]);
        AddWaiting(batch, Change, [.. taken.Select(one => one.Write.Commit).Where(commit => commit is { ExpectedVersion: > 0, WaitingSame: false })]);
        AddTranscript(batch, [.. taken.SelectMany(one => one.Write.Commit.Transcript, (one, row) => (one.Number, row))]);
        AddJournal(batch, [.. taken.SelectMany(one => one.Write.Commit.Journal, (one, row) => (one.Number, row))]);
        DeadLetterRows.Add(batch, [.. taken.SelectMany(one => one.Write.Commit.DeadLetters)]);
        AddTotals(batch, taken.SelectMany(one => one.Write.Commit.Counts), slot);
        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static void AddWaiting(NpgsqlBatch batch, string sql, CustomerCommit[] commits)
    {
        if (commits.Length > 0)
        {
            batch.Add(
                sql,
                Array.ConvertAll(commits, commit => commit.CustomerId),
                Array.ConvertAll(commits, commit => commit.Partition),
                Array.ConvertAll(commits, commit => commit.DueAt is { } due ? Moments.ToUnixMicroseconds(due) : (long?)null),
                Array.ConvertAll(commits, commit => commit.Outbox));
        }
    }

    private static void AddErasure(NpgsqlBatch batch, long number, CommitTurns write)
    {
        const string Empty = "UPDATE log SET properties = '{}'::bytea WHERE partition = $1 AND customer = $2 AND log_offset ";
        batch.Add("DELETE FROM transcript WHERE customer = $1", number);
        batch.Add("DELETE FROM journal WHERE customer = $1", number);
        batch.Add("DELETE FROM dead_letters WHERE customer = $1", write.Key);
        batch.Add(Empty + "= ANY($3)", write.Commit.Partition, write.Key, write.Offsets);
        batch.Add(Empty + "> $3", write.Commit.Partition, write.Key, write.Scanned);
    }

    private static void AddTranscript(NpgsqlBatch batch, (long Customer, TranscriptRow Row)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "INSERT INTO transcript(customer, number, at, entry) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[])",
                Array.ConvertAll(rows, row => row.Customer),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.Entry));
        }
    }

    private static void AddJournal(NpgsqlBatch batch, (long Customer, JournalRow Row)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "INSERT INTO journal(customer, number, at, after_offset, input) "
                + "SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])",
                Array.ConvertAll(rows, row => row.Customer),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.AfterOffset),
                Array.ConvertAll(rows, row => row.Row.Input));
        }
    }

    private static void AddTotals(NpgsqlBatch batch, IEnumerable<KeyValuePair<string, long>> counts, int slot)
    {
        var totals = counts.GroupBy(count => count.Key, StringComparer.Ordinal).OrderBy(total => total.Key, StringComparer.Ordinal).ToArray();
        if (totals.Length > 0)
        {
            batch.Add(
                "INSERT INTO totals(slot, name, count) SELECT $1, name, count FROM unnest($2::text[], $3::bigint[]) AS u(name, count) "
                + "ON CONFLICT(slot, name) DO UPDATE SET count = totals.count + excluded.count",
                slot,
                Array.ConvertAll(totals, total => total.Key),
                Array.ConvertAll(totals, total => total.Sum(count => count.Value)));
        }
    }
}
