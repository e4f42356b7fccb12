using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>What a commit of customers writes beside <see cref="CustomerStates"/>, which fails it where a version does not match.</summary>
internal static class CustomerRows
{
    private const string Waiting = "FROM (SELECT unnest($1::text[]) AS id, unnest($2::int[]) AS partition, "
        + "unnest($3::bigint[]) AS due_at, unnest($4::int[]) AS outbox) AS u";

    private const string NewWaiting = "INSERT INTO waiting(id, partition, due_at, outbox) SELECT u.id, u.partition, u.due_at, u.outbox " + Waiting;

    // What is as it was is not touched.
    private const string ChangedWaiting = "UPDATE waiting AS w SET due_at = u.due_at, outbox = u.outbox " + Waiting
        + " WHERE w.id = u.id AND (w.due_at IS DISTINCT FROM u.due_at OR w.outbox <> u.outbox)";

    private const string Totals = "INSERT INTO totals(slot, name, count) SELECT $1, u.name, u.count FROM unnest($2::text[], $3::bigint[]) AS u(name, count) "
        + "ON CONFLICT(slot, name) DO UPDATE SET count = totals.count + excluded.count";

    /// <summary>For erasures: no append is half-way then, and what the erasure does not see comes after it.</summary>
    public static void AddLocks(NpgsqlBatch batch, IReadOnlyList<CustomerCommit> commits)
    {
        var erasing = commits.Where(commit => commit.Erase).Select(commit => commit.Partition).Distinct().Order().ToArray();
        if (erasing.Length > 0)
        {
            LogRows.AddLocks(batch, erasing);
        }
    }

    /// <summary>What was written of a customer before the turn that forgets them.</summary>
    public static void AddErasure(NpgsqlBatch batch, CommitTurns write)
    {
        const string Number = "(SELECT number FROM customers WHERE id = $1)";
        const string Empty = "UPDATE log SET properties = '{}'::bytea WHERE customer = $1 AND partition = $2 AND log_offset ";
        batch.Add("DELETE FROM transcript WHERE customer = " + Number, write.Key);
        batch.Add("DELETE FROM journal WHERE customer = " + Number, write.Key);
        batch.Add("DELETE FROM dead_letters WHERE customer = $1", write.Key);
        batch.Add(Empty + "= ANY($3)", write.Key, write.Commit.Partition, write.Offsets);
        batch.Add(Empty + "> $3", write.Key, write.Commit.Partition, write.Scanned);
    }

    public static void AddWaiting(NpgsqlBatch batch, IReadOnlyList<CustomerCommit> commits)
    {
        AddWaiting(batch, NewWaiting, [.. commits.Where(commit => commit.ExpectedVersion == 0)]);
        AddWaiting(batch, ChangedWaiting, [.. commits.Where(commit => commit is { ExpectedVersion: > 0, WaitingSame: false })]);
    }

    public static void AddTotals(NpgsqlBatch batch, IReadOnlyList<CustomerCommit> commits, int slot)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in commits.SelectMany(commit => commit.Counts))
        {
            totals[name] = totals.GetValueOrDefault(name) + count;
        }

        if (totals.Count > 0)
        {
            var names = totals.Keys.Order(StringComparer.Ordinal).ToArray();
            batch.Add(Totals, slot, names, Array.ConvertAll(names, name => totals[name]));
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
