using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Customers in the embedded store.</summary>
internal sealed class SqliteCustomerStore(WriteLoop writer, ReadPool readers, int partitions) : ICustomerStore
{
    private const int ChainsPage = 5_000;
    private const int ScanPage = 20_000;

    private readonly DueFloors dues = new(partitions);

    public Task<StoredCustomer?> ReadAsync(string customerId, CancellationToken cancellation) => readers.RunAsync(
        session => session.Row(
            "SELECT state, version FROM customers WHERE id = ?",
            query => query.Bind(customerId),
            row => new StoredCustomer(row.Blob(0), row.Long(1))),
        cancellation);

    public Task CommitAsync(CustomerCommit commit, CancellationToken cancellation)
    {
        commit.Check(partitions);
        return commit.Erase ? EraseAsync(commit, cancellation) : writer.RunAsync(new CommitCustomer(commit, dues), cancellation);
    }

    public bool MayBeDue(int partition, DateTimeOffset before) => dues.Of(partition) < Moments.ToUnixMicroseconds(before);

    public async Task<IReadOnlyList<string>> DueAsync(int partition, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var (next, limit) = (long.MinValue, Moments.ToUnixMicroseconds(before));
        dues.BeginLook(partition);
        try
        {
            var found = await readers.RunAsync(session => Due(session, partition, limit, most), cancellation).ConfigureAwait(false);
            next = found.Next;
            return found.Ids;
        }
        finally
        {
            dues.Lower(partition, next);
        }
    }

    public Task<IReadOnlyList<string>> WithOutboxAsync(int partition, string after, int most, CancellationToken cancellation) => IdsAsync(
        "SELECT id FROM customers WHERE partition = ? AND id > ? AND outbox > 0 ORDER BY id LIMIT ?",
        query => query.Bind(partition).Bind(after).Bind(most),
        cancellation);

    public Task<IReadOnlyList<string>> ListAsync(int partition, string after, int most, CancellationToken cancellation) => IdsAsync(
        "SELECT id FROM customers WHERE partition = ? AND id > ? AND forgotten = 0 ORDER BY id LIMIT ?",
        query => query.Bind(partition).Bind(after).Bind(most),
        cancellation);

    public async Task<IReadOnlyList<byte[]>> TranscriptAsync(string customerId, long before, int most, CancellationToken cancellation) =>
        await readers.RunAsync(
            session => session.Rows(
                "SELECT entry FROM transcript WHERE customer = (SELECT number FROM customers WHERE id = ?) AND number < ? "
                + "ORDER BY number DESC LIMIT ?",
                query => query.Bind(customerId).Bind(before).Bind(most),
                row => row.Blob(0)),
            cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredLife>> LivesAsync(int partition, string after, int most, CancellationToken cancellation)
    {
        var rows = await readers.RunAsync(
            session => session.Rows(
                "SELECT c.id, c.state, j.number, j.at, j.after_offset, j.input FROM "
                + "(SELECT id, number, state FROM customers WHERE partition = ? AND id > ? ORDER BY id LIMIT ?) AS c "
                + "LEFT JOIN journal AS j ON j.customer = c.number ORDER BY c.id, j.number",
                query => query.Bind(partition).Bind(after).Bind(most),
                row => LifeRow.Of(row.Text(0), row.Blob(1), row.LongOrNull(2), row.Long(3), row.Long(4), row.Text(5))),
            cancellation).ConfigureAwait(false);
        return LifeRow.Gather(rows);
    }

    public async Task<IReadOnlyList<StoredState>> StatesAsync(int partition, string after, int most, CancellationToken cancellation) =>
        await readers.RunAsync(
            session => session.Rows(
                "SELECT id, state FROM customers WHERE partition = ? AND id > ? ORDER BY id LIMIT ?",
                query => query.Bind(partition).Bind(after).Bind(most),
                row => new StoredState(row.Text(0), row.Blob(1))),
            cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ChainsAsync(CancellationToken cancellation)
    {
        var chains = new List<KeyValuePair<string, string>>();
        while (true)
        {
            var after = chains.Count == 0 ? "" : chains[^1].Key;
            var page = await readers.RunAsync(
                session => session.Rows(
                    "SELECT id, chain FROM customers WHERE id > ? ORDER BY id LIMIT ?",
                    query => query.Bind(after).Bind(ChainsPage),
                    row => KeyValuePair.Create(row.Text(0), row.Text(1))),
                cancellation).ConfigureAwait(false);
            chains.AddRange(page);
            if (page.Count < ChainsPage)
            {
                return chains;
            }
        }
    }

    public async Task<IReadOnlyDictionary<string, long>> TotalsAsync(CancellationToken cancellation)
    {
        var totals = await readers.RunAsync(
            session => session.Rows(
                "SELECT name, sum(count) FROM totals GROUP BY name ORDER BY name",
                _ => { },
                row => KeyValuePair.Create(row.Text(0), row.Long(1))),
            cancellation).ConfigureAwait(false);
        return new SortedDictionary<string, long>(totals.ToDictionary(), StringComparer.Ordinal);
    }

    public Task<CustomerCounts> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation)
    {
        var before = Moments.ToUnixMicroseconds(dueBefore);
        return readers.RunAsync(
            session =>
            {
                long customers = 0, due = 0, outbox = 0;
                for (var partition = 0; partition < partitions; partition++)
                {
                    var here = partition;
                    customers += One(session, "SELECT count(*) FROM customers WHERE partition = ? AND forgotten = 0", q => q.Bind(here));
                    due += One(session, "SELECT count(*) FROM customers WHERE partition = ? AND due_at < ?", q => q.Bind(here).Bind(before));
                    outbox += One(session, "SELECT count(*) FROM customers WHERE partition = ? AND outbox > 0", q => q.Bind(here));
                }

                return new CustomerCounts(customers, due, outbox);
            },
            cancellation);
    }

    /// <summary>What is due before a moment, and when something is due next: with something due already, that is now.</summary>
    private static (IReadOnlyList<string> Ids, long Next) Due(ReadSession session, int partition, long limit, int most)
    {
        var ids = session.Rows(
            "SELECT id FROM customers WHERE partition = ? AND due_at < ? ORDER BY due_at LIMIT ?",
            query => query.Bind(partition).Bind(limit).Bind(most),
            row => row.Text(0));
        return ids.Count > 0
            ? (ids, long.MinValue)
            : (ids, session.Row(
                "SELECT due_at FROM customers WHERE partition = ? AND due_at >= ? ORDER BY due_at LIMIT 1",
                query => query.Bind(partition).Bind(limit),
                row => (long?)row.Long(0)) ?? long.MaxValue);
    }

    private static long One(ReadSession session, string sql, Action<Statement> bind) => session.Row(sql, bind, row => row.Long(0));

    private async Task<IReadOnlyList<string>> IdsAsync(string sql, Action<Statement> bind, CancellationToken cancellation) =>
        await readers.RunAsync(session => session.Rows(sql, bind, row => row.Text(0)), cancellation).ConfigureAwait(false);

    /// <summary>
    /// Looks for the customer's events with the readers, in pages, so that the writer has only those left that come meanwhile: the log
    /// has no index by customer, which every append would pay for.
    /// </summary>
    private async Task EraseAsync(CustomerCommit commit, CancellationToken cancellation)
    {
        var places = new List<long>();
        var scanned = LogPlaces.Before(commit.Partition);
        while (true)
        {
            var from = scanned;
            var page = await readers.RunAsync(
                session => session.Rows(
                    "SELECT place, customer = ? FROM log WHERE place > ? AND place < ? ORDER BY place LIMIT ?",
                    query => query.Bind(commit.CustomerId).Bind(from).Bind(LogPlaces.End(commit.Partition)).Bind(ScanPage),
                    row => (Place: row.Long(0), Mine: row.Long(1) != 0)),
                cancellation).ConfigureAwait(false);
            places.AddRange(page.Where(row => row.Mine).Select(row => row.Place));
            scanned = page.Count > 0 ? page[^1].Place : scanned;
            if (page.Count < ScanPage)
            {
                break;
            }
        }

        await writer.RunAsync(new CommitCustomer(commit, dues, places, scanned), cancellation).ConfigureAwait(false);
    }
}
