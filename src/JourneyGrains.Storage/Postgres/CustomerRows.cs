using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>What a commit writes beside the states, for the customers whose state the same transaction has written.</summary>
internal static class CustomerRows
{
    /// <summary>Joins the customer <c>c</c> of a row <c>u</c> with its id: only if the customer's row is of this transaction.</summary>
    public const string OfTaken = " JOIN customers AS c ON c.id = u.id AND c.xmin = pg_current_xact_id()::xid ";

    private const string Waiting = "FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[]) AS u(id, partition, due_at, outbox)" + OfTaken;

    private const string NewWaiting = "INSERT INTO waiting(id, partition, due_at, outbox) SELECT u.id, u.partition, u.due_at, u.outbox " + Waiting;

    // What is as it was is not touched.
    private const string ChangedWaiting = "UPDATE waiting AS w SET due_at = u.due_at, outbox = u.outbox " + Waiting
        + "WHERE w.id = u.id AND (w.due_at IS DISTINCT FROM u.due_at OR w.outbox <> u.outbox)";

    private const string Transcript = "INSERT INTO transcript(customer, number, at, entry) SELECT c.number, u.number, u.at, u.entry "
        + "FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bytea[]) AS u(id, number, at, entry)" + OfTaken;

    private const string Journal = "INSERT INTO journal(customer, number, at, after_offset, input) "
        + "SELECT c.number, u.number, u.at, u.after_offset, u.input "
        + "FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) AS u(id, number, at, after_offset, input)" + OfTaken;

    private const string Totals = "INSERT INTO totals(slot, name, count) SELECT $1, u.name, sum(u.count)::bigint "
        + "FROM unnest($2::text[], $3::text[], $4::bigint[]) AS u(id, name, count)" + OfTaken + "GROUP BY u.name ORDER BY u.name "
        + "ON CONFLICT(slot, name) DO UPDATE SET count = totals.count + excluded.count";

    /// <summary>For erasures: no append is half-way then, and what the erasure does not see comes after it.</summary>
    public static void AddLocks(NpgsqlBatch batch, List<CustomerCommit> commits)
    {
        var erasing = commits.Where(commit => commit.Erase).Select(commit => commit.Partition).Distinct().Order().ToArray();
        if (erasing.Length > 0)
        {
            LogRows.AddLocks(batch, erasing);
        }
    }

    public static void AddErasure(NpgsqlBatch batch, CommitTurns write)
    {
        const string Number = "(SELECT number FROM customers WHERE id = $1 AND xmin = pg_current_xact_id()::xid)";
        const string Empty = "UPDATE log SET properties = '{}'::bytea WHERE customer = $1 AND " + Number + " IS NOT NULL AND partition = $2 AND log_offset ";
        batch.Add("DELETE FROM transcript WHERE customer = " + Number, write.Key);
        batch.Add("DELETE FROM journal WHERE customer = " + Number, write.Key);
        batch.Add("DELETE FROM dead_letters WHERE customer = $1 AND " + Number + " IS NOT NULL", write.Key);
        batch.Add(Empty + "= ANY($3)", write.Key, write.Commit.Partition, write.Offsets);
        batch.Add(Empty + "> $3", write.Key, write.Commit.Partition, write.Scanned);
    }

    public static void AddWaiting(NpgsqlBatch batch, List<CustomerCommit> commits)
    {
        AddWaiting(batch, NewWaiting, [.. commits.Where(commit => commit.ExpectedVersion == 0)]);
        AddWaiting(batch, ChangedWaiting, [.. commits.Where(commit => commit is { ExpectedVersion: > 0, WaitingSame: false })]);
    }

    public static void AddTranscript(NpgsqlBatch batch, List<CustomerCommit> commits)
    {
        (string Id, TranscriptRow Row)[] rows = [.. commits.SelectMany(commit => commit.Transcript, (commit, row) => (commit.CustomerId, row))];
        if (rows.Length > 0)
        {
            batch.Add(
                Transcript,
                Array.ConvertAll(rows, row => row.Id),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.Entry));
        }
    }

    public static void AddJournal(NpgsqlBatch batch, List<CustomerCommit> commits)
    {
        (string Id, JournalRow Row)[] rows = [.. commits.SelectMany(commit => commit.Journal, (commit, row) => (commit.CustomerId, row))];
        if (rows.Length > 0)
        {
            batch.Add(
                Journal,
                Array.ConvertAll(rows, row => row.Id),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.AfterOffset),
                Array.ConvertAll(rows, row => row.Row.Input));
        }
    }

    public static void AddTotals(NpgsqlBatch batch, List<CustomerCommit> commits, int slot)
    {
        (string Id, KeyValuePair<string, long> Count)[] rows = [.. commits.SelectMany(commit => commit.Counts, (commit, count) => (commit.CustomerId, count))];
        if (rows.Length > 0)
        {
            batch.Add(
                Totals,
                slot,
                Array.ConvertAll(rows, row => row.Id),
                Array.ConvertAll(rows, row => row.Count.Key),
                Array.ConvertAll(rows, row => row.Count.Value));
        }
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
}
