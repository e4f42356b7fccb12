using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Customers on PostgreSQL. A partition's customers have one writer, so that one customer's commits stay in order.</summary>
internal sealed class PostgresCustomerStore(
    NpgsqlDataSource source, PostgresWriter<CustomerTransaction>[] writers, CustomerReads reads, int partitions) : ICustomerStore
{
    /// <summary>Customers of a partition with something due, the longest due first.</summary>
    public const string Due = "SELECT id FROM waiting WHERE partition = $1 AND due_at < $2 ORDER BY due_at LIMIT $3";

    private const int ChainsPage = 5_000;
    private const int ScanPage = 20_000;

    public Task<StoredCustomer?> ReadAsync(string customerId, CancellationToken cancellation) => reads.ReadAsync(customerId, cancellation);

    public Task CommitAsync(CustomerCommit commit, CancellationToken cancellation)
    {
        commit.Check(partitions);
        CheckTexts(commit);
        return commit.Erase ? EraseAsync(commit, cancellation) : Writer(commit).RunAsync(new CommitTurns(commit), cancellation);
    }

    public Task<IReadOnlyList<string>> DueAsync(int partition, DateTimeOffset before, int most, CancellationToken cancellation) => IdsAsync(
        Due,
        cancellation,
        partition,
        Moments.ToUnixMicroseconds(before),
        most);

    public Task<IReadOnlyList<string>> WithOutboxAsync(int partition, string after, int most, CancellationToken cancellation) => IdsAsync(
        "SELECT id FROM waiting WHERE partition = $1 AND id > $2 AND outbox > 0 ORDER BY id LIMIT $3", cancellation, partition, after, most);

    public Task<IReadOnlyList<string>> ListAsync(int partition, string after, int most, CancellationToken cancellation) => IdsAsync(
        "SELECT id FROM customers WHERE partition = $1 AND id > $2 AND NOT forgotten ORDER BY id LIMIT $3", cancellation, partition, after, most);

    public async Task<IReadOnlyList<byte[]>> TranscriptAsync(string customerId, long before, int most, CancellationToken cancellation) =>
        await source.RowsAsync(
            "SELECT entry FROM transcript WHERE customer = (SELECT number FROM customers WHERE id = $1) AND number < $2 "
            + "ORDER BY number DESC LIMIT $3",
            row => row.Bytes(0),
            cancellation,
            customerId,
            before,
            most).ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredLife>> LivesAsync(int partition, string after, int most, CancellationToken cancellation) =>
        LifeRow.Gather(await source.RowsAsync(
            "SELECT c.id, c.state, j.number, coalesce(j.at, 0), coalesce(j.after_offset, 0), coalesce(j.input, '') FROM "
            + "(SELECT id, number, state FROM customers WHERE partition = $1 AND id > $2 ORDER BY id LIMIT $3) AS c "
            + "LEFT JOIN journal AS j ON j.customer = c.number ORDER BY c.id, j.number",
            row => LifeRow.Of(
                row.GetString(0), row.Bytes(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5)),
            cancellation,
            partition,
            after,
            most).ConfigureAwait(false));

    public async Task<IReadOnlyList<StoredState>> StatesAsync(int partition, string after, int most, CancellationToken cancellation) =>
        await source.RowsAsync(
            "SELECT id, state FROM customers WHERE partition = $1 AND id > $2 ORDER BY id LIMIT $3",
            row => new StoredState(row.GetString(0), row.Bytes(1)),
            cancellation,
            partition,
            after,
            most).ConfigureAwait(false);

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ChainsAsync(CancellationToken cancellation)
    {
        var chains = new List<KeyValuePair<string, string>>();
        while (true)
        {
            var page = await source.RowsAsync(
                "SELECT id, chain FROM customers WHERE id > $1 ORDER BY id LIMIT $2",
                row => KeyValuePair.Create(row.GetString(0), row.GetString(1)),
                cancellation,
                chains.Count == 0 ? "" : chains[^1].Key,
                ChainsPage).ConfigureAwait(false);
            chains.AddRange(page);
            if (page.Count < ChainsPage)
            {
                return chains;
            }
        }
    }

    public async Task<IReadOnlyDictionary<string, long>> TotalsAsync(CancellationToken cancellation)
    {
        var totals = await source.RowsAsync(
            "SELECT name, sum(count)::bigint FROM totals GROUP BY name",
            row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
            cancellation).ConfigureAwait(false);
        return new SortedDictionary<string, long>(totals.ToDictionary(), StringComparer.Ordinal);
    }

    public async Task<CustomerCounts> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation)
    {
        var counts = await source.RowsAsync(
            "SELECT (SELECT count(*) FROM customers WHERE partition = ANY($1) AND NOT forgotten), "
            + "(SELECT count(*) FROM waiting WHERE partition = ANY($1) AND due_at < $2), "
            + "(SELECT count(*) FROM waiting WHERE partition = ANY($1) AND outbox > 0)",
            row => new CustomerCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancellation,
            Enumerable.Range(0, partitions).ToArray(),
            Moments.ToUnixMicroseconds(dueBefore)).ConfigureAwait(false);
        return counts[0];
    }

    // Half of a surrogate pair would break the connection, not only the statement.
    private static void CheckTexts(CustomerCommit commit)
    {
        if (!Texts.Storable(commit.CustomerId) || !Texts.Storable(commit.Chain) || commit.Journal.Any(row => !Texts.Storable(row.Input))
            || commit.Counts.Any(count => !Texts.Storable(count.Key)))
        {
            throw new ArgumentException(
                "A text of the commit holds a character that PostgreSQL cannot store (a zero character or half of a surrogate pair).");
        }
    }

    private PostgresWriter<CustomerTransaction> Writer(CustomerCommit commit) => writers[commit.Partition % writers.Length];

    private async Task<IReadOnlyList<string>> IdsAsync(string sql, CancellationToken cancellation, params object?[] values) =>
        await source.RowsAsync(sql, row => row.GetString(0), cancellation, values).ConfigureAwait(false);

    /// <summary>
    /// Looks for the customer's events in pages first, so that the partition is locked only for those left that come meanwhile: the log
    /// has no index by customer, which every append would pay for.
    /// </summary>
    private async Task EraseAsync(CustomerCommit commit, CancellationToken cancellation)
    {
        var offsets = new List<long>();
        var scanned = -1L;
        while (true)
        {
            var page = await source.RowsAsync(
                "SELECT log_offset, customer = $3 FROM log WHERE partition = $1 AND log_offset > $2 ORDER BY log_offset LIMIT $4",
                row => (Offset: row.GetInt64(0), Mine: row.GetBoolean(1)),
                cancellation,
                commit.Partition,
                scanned,
                commit.CustomerId,
                ScanPage).ConfigureAwait(false);
            offsets.AddRange(page.Where(row => row.Mine).Select(row => row.Offset));
            scanned = page.Count > 0 ? page[^1].Offset : scanned;
            if (page.Count < ScanPage)
            {
                break;
            }
        }

        await Writer(commit).RunAsync(new CommitTurns(commit, [.. offsets], scanned), cancellation).ConfigureAwait(false);
    }
}
