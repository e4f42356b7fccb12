using JourneyGrains.Storage;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A store whose commits of customers fail, or are durable and not heard of, while it is told to.</summary>
internal sealed class FailingStore(ICustomerStore store) : ICustomerStore
{
    private int refused;

    public bool Fails { get; set; }

    /// <summary>Who commits hears of it only when this is done.</summary>
    public Task Heard { get; set; } = Task.CompletedTask;

    /// <summary>Commits that were refused.</summary>
    public int Refused => refused;

    public async Task CommitAsync(CustomerCommit commit, CancellationToken cancellation)
    {
        if (!Fails)
        {
            await store.CommitAsync(commit, cancellation);
            await Heard;
            return;
        }

        Interlocked.Increment(ref refused);
        throw new IOException("The disk is gone.");
    }

    public Task<StoredCustomer?> ReadAsync(string customerId, CancellationToken cancellation) => store.ReadAsync(customerId, cancellation);

    public Task<IReadOnlyList<string>> DueAsync(int partition, DateTimeOffset before, int most, CancellationToken cancellation) =>
        store.DueAsync(partition, before, most, cancellation);

    public Task<IReadOnlyList<string>> WithOutboxAsync(int partition, string after, int most, CancellationToken cancellation) =>
        store.WithOutboxAsync(partition, after, most, cancellation);

    public Task<IReadOnlyList<string>> ListAsync(int partition, string after, int most, CancellationToken cancellation) =>
        store.ListAsync(partition, after, most, cancellation);

    public Task<IReadOnlyList<byte[]>> TranscriptAsync(string customerId, long before, int most, CancellationToken cancellation) =>
        store.TranscriptAsync(customerId, before, most, cancellation);

    public Task<IReadOnlyList<StoredLife>> LivesAsync(int partition, string after, int most, CancellationToken cancellation) =>
        store.LivesAsync(partition, after, most, cancellation);

    public Task<IReadOnlyList<StoredState>> StatesAsync(int partition, string after, int most, CancellationToken cancellation) =>
        store.StatesAsync(partition, after, most, cancellation);

    public Task<IReadOnlyList<KeyValuePair<string, string>>> ChainsAsync(CancellationToken cancellation) => store.ChainsAsync(cancellation);

    public Task<IReadOnlyDictionary<string, long>> TotalsAsync(CancellationToken cancellation) => store.TotalsAsync(cancellation);

    public Task<CustomerCounts> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation) => store.CountAsync(dueBefore, cancellation);
}
