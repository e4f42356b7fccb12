using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Writes customers' states, and their transcripts and journals, by one statement: so the rows get their customer's number from what it
/// has just written, and nothing is looked up again. It takes for granted that all versions match; where one does not, the transaction fails
/// with <see cref="LogRows.Elsewhere"/>.
/// </summary>
internal static class CustomerStates
{
    private const string Changed = """
        UPDATE customers AS c SET version = u.version, forgotten = u.forgotten, chain = u.chain, state = u.state
        FROM (SELECT unnest({0}::text[]) AS id, unnest({1}::bigint[]) AS expected, unnest({2}::bigint[]) AS version,
            unnest({3}::boolean[]) AS forgotten, unnest({4}::text[]) AS chain, unnest({5}::bytea[]) AS state, unnest({6}::int[]) AS place) AS u
        WHERE c.id = u.id AND c.version = u.expected RETURNING c.number, u.place
        """;

    private const string New = """
        SELECT nextval('customers_number_seq') AS number, u.*
        FROM (SELECT unnest({0}::text[]) AS id, unnest({1}::int[]) AS partition, unnest({2}::bigint[]) AS version,
            unnest({3}::boolean[]) AS forgotten, unnest({4}::text[]) AS chain, unnest({5}::bytea[]) AS state, unnest({6}::int[]) AS place) AS u
        """;

    private const string Added = """
        INSERT INTO customers(number, id, partition, version, forgotten, chain, state) OVERRIDING SYSTEM VALUE
        SELECT number, id, partition, version, forgotten, chain, state FROM new ON CONFLICT(id) DO NOTHING RETURNING number
        """;

    // An error is what undoes the transaction; its text is for the server's log.
    private const string Taken = """
        SELECT CASE WHEN (SELECT count(*) FROM changed) + (SELECT count(*) FROM added) = {0} THEN array_agg(one.number ORDER BY one.place)
            ELSE ARRAY[('Another silo wrote meanwhile; done again without those it wrote. Of so many: ' || {0})::bigint] END AS numbers
        FROM (SELECT number, place FROM changed UNION ALL SELECT number, place + {1} FROM new) AS one
        """;

    private const string Transcript = """
        INSERT INTO transcript(customer, number, at, entry) SELECT taken.numbers[u.place], u.number, u.at, u.entry
        FROM taken, (SELECT unnest({0}::int[]) AS place, unnest({1}::bigint[]) AS number, unnest({2}::bigint[]) AS at,
            unnest({3}::bytea[]) AS entry) AS u
        """;

    private const string Journal = """
        INSERT INTO journal(customer, number, at, after_offset, input) SELECT taken.numbers[u.place], u.number, u.at, u.after_offset, u.input
        FROM taken, (SELECT unnest({0}::int[]) AS place, unnest({1}::bigint[]) AS number, unnest({2}::bigint[]) AS at,
            unnest({3}::bigint[]) AS after_offset, unnest({4}::text[]) AS input) AS u
        """;

    /// <param name="commits">Of different customers, in the order of their ids.</param>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<CustomerCommit> commits)
    {
        CustomerCommit[] known = [.. commits.Where(commit => commit.ExpectedVersion > 0)];
        CustomerCommit[] added = [.. commits.Where(commit => commit.ExpectedVersion == 0)];
        CustomerCommit[] all = [.. known, .. added];
        var statement = new CommitStatement();
        AddChanged(statement, known);
        AddNew(statement, added);
        statement.Add("taken", Taken, (long)all.Length, (long)known.Length);
        AddTranscript(statement, [.. all.SelectMany((commit, index) => commit.Transcript.Select(row => (index + 1, row)))]);
        AddJournal(statement, [.. all.SelectMany((commit, index) => commit.Journal.Select(row => (index + 1, row)))]);
        statement.AddTo(batch, "SELECT cardinality(numbers) FROM taken");
    }

    private static void AddChanged(CommitStatement statement, CustomerCommit[] commits) => statement.Add(
        "changed",
        Changed,
        Array.ConvertAll(commits, commit => commit.CustomerId),
        Array.ConvertAll(commits, commit => commit.ExpectedVersion),
        Array.ConvertAll(commits, commit => commit.Version),
        Array.ConvertAll(commits, commit => commit.Forgotten),
        Array.ConvertAll(commits, commit => commit.Chain),
        Array.ConvertAll(commits, commit => commit.State),
        Places(commits.Length));

    private static void AddNew(CommitStatement statement, CustomerCommit[] commits)
    {
        statement.Add(
            "new",
            New,
            Array.ConvertAll(commits, commit => commit.CustomerId),
            Array.ConvertAll(commits, commit => commit.Partition),
            Array.ConvertAll(commits, commit => commit.Version),
            Array.ConvertAll(commits, commit => commit.Forgotten),
            Array.ConvertAll(commits, commit => commit.Chain),
            Array.ConvertAll(commits, commit => commit.State),
        Places(commits.Length));
        statement.Add("added", Added);
    }

    private static int[] Places(int count) => [.. Enumerable.Range(1, count)];

    private static void AddTranscript(CommitStatement statement, (int Place, TranscriptRow Row)[] rows)
    {
        if (rows.Length > 0)
        {
            statement.Add(
                "told",
                Transcript,
                Array.ConvertAll(rows, row => row.Place),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.Entry));
        }
    }

    private static void AddJournal(CommitStatement statement, (int Place, JournalRow Row)[] rows)
    {
        if (rows.Length > 0)
        {
            statement.Add(
                "noted",
                Journal,
                Array.ConvertAll(rows, row => row.Place),
                Array.ConvertAll(rows, row => row.Row.Number),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Row.At)),
                Array.ConvertAll(rows, row => row.Row.AfterOffset),
                Array.ConvertAll(rows, row => row.Row.Input));
        }
    }
}
