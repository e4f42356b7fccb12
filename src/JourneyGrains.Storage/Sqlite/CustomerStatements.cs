using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Writes customers with their transcript and journal, and gathers totals until the end of the transaction.</summary>
internal sealed class CustomerStatements
{
    private readonly Connection connection;
    private readonly Statement find;
    private readonly Statement insert;
    private readonly Statement transcript;
    private readonly Statement journal;
    private readonly Statement total;
    private readonly Statement eraseTranscript;
    private readonly Statement eraseJournal;

    // By what changes besides the state: an index whose columns are not named in an update is not written.
    private readonly Statement?[] updates = new Statement?[8];
    private readonly Dictionary<(int Partition, string Name), long> totals = [];

    public CustomerStatements(Connection connection)
    {
        this.connection = connection;
        find = connection.Prepare("SELECT number, version, due_at, outbox, forgotten FROM customers WHERE id = ?");
        insert = connection.Prepare(
            "INSERT INTO customers(id, partition, version, due_at, outbox, forgotten, chain, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
            + "RETURNING number");
        transcript = connection.Prepare("INSERT INTO transcript(customer, number, at, entry) VALUES(?, ?, ?, ?)");
        journal = connection.Prepare("INSERT INTO journal(customer, number, at, after_offset, input) VALUES(?, ?, ?, ?, ?)");
        total = connection.Prepare(
            "INSERT INTO totals(partition, name, count) VALUES(?, ?, ?) "
            + "ON CONFLICT(partition, name) DO UPDATE SET count = count + excluded.count");
        eraseTranscript = connection.Prepare("DELETE FROM transcript WHERE customer = ?");
        eraseJournal = connection.Prepare("DELETE FROM journal WHERE customer = ?");
    }

    /// <summary>Writes the row, and gives its number.</summary>
    /// <exception cref="StoreConflictException">The stored version is not the expected one. Nothing was written.</exception>
    public long Put(CustomerCommit commit)
    {
        if (Find(commit.CustomerId) is not { } row)
        {
            return commit.ExpectedVersion == 0
                ? Insert(commit)
                : throw new StoreConflictException(commit.CustomerId, commit.ExpectedVersion);
        }

        if (row.Version != commit.ExpectedVersion)
        {
            throw new StoreConflictException(commit.CustomerId, commit.ExpectedVersion);
        }

        Update(row, commit);
        return row.Number;
    }

    /// <summary>Deletes what is known of a customer beside the state.</summary>
    public void Erase(long customer)
    {
        eraseTranscript.Bind(customer).Run();
        eraseJournal.Bind(customer).Run();
    }

    public void Append(long customer, CustomerCommit commit)
    {
        foreach (var row in commit.Transcript)
        {
            transcript.Bind(customer).Bind(row.Number).Bind(Moments.ToUnixMicroseconds(row.At)).Bind(row.Entry.AsSpan()).Run();
        }

        foreach (var row in commit.Journal)
        {
            journal.Bind(customer).Bind(row.Number).Bind(Moments.ToUnixMicroseconds(row.At)).Bind(row.AfterOffset).Bind(row.Input).Run();
        }
    }

    /// <summary>Remembers what to add to the totals. Called last, when nothing of a commit can fail any more.</summary>
    public void Count(CustomerCommit commit)
    {
        foreach (var (name, count) in commit.Counts)
        {
            var key = (commit.Partition, name);
            totals[key] = totals.GetValueOrDefault(key) + count;
        }
    }

    public void FlushTotals()
    {
        foreach (var ((partition, name), count) in totals)
        {
            total.Bind(partition).Bind(name).Bind(count).Run();
        }

        totals.Clear();
    }

    public void DropTotals() => totals.Clear();

    private Row? Find(string customerId)
    {
        try
        {
            return find.Bind(customerId).Step()
                ? new Row(find.Long(0), find.Long(1), find.LongOrNull(2), find.Long(3), find.Long(4))
                : null;
        }
        finally
        {
            find.Reset();
        }
    }

    private long Insert(CustomerCommit commit)
    {
        try
        {
            insert.Bind(commit.CustomerId).Bind(commit.Partition).Bind(commit.Version).Bind(Due(commit)).Bind(commit.Outbox)
                .Bind(commit.Forgotten ? 1 : 0).Bind(commit.Chain).Bind(commit.State.AsSpan()).Step();
            return insert.Long(0);
        }
        finally
        {
            insert.Reset();
        }
    }

    private void Update(Row row, CustomerCommit commit)
    {
        var due = Due(commit);
        var forgotten = commit.Forgotten ? 1 : 0;
        var changed = (row.DueAt != due ? 1 : 0) | (row.Outbox != commit.Outbox ? 2 : 0) | (row.Forgotten != forgotten ? 4 : 0);
        var update = updates[changed] ??= connection.Prepare(
            "UPDATE customers SET version = ?, chain = ?, state = ?" + ((changed & 1) != 0 ? ", due_at = ?" : "")
            + ((changed & 2) != 0 ? ", outbox = ?" : "") + ((changed & 4) != 0 ? ", forgotten = ?" : "") + " WHERE number = ?");
        update.Bind(commit.Version).Bind(commit.Chain).Bind(commit.State.AsSpan());
        if ((changed & 1) != 0)
        {
            update.Bind(due);
        }

        if ((changed & 2) != 0)
        {
            update.Bind(commit.Outbox);
        }

        if ((changed & 4) != 0)
        {
            update.Bind(forgotten);
        }

        update.Bind(row.Number).Run();
    }

    private static long? Due(CustomerCommit commit) => commit.DueAt is { } due ? Moments.ToUnixMicroseconds(due) : null;

    private readonly record struct Row(long Number, long Version, long? DueAt, long Outbox, long Forgotten);
}
