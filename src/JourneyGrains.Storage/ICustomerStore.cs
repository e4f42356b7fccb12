using System.Collections.Immutable;

namespace JourneyGrains.Storage;

/// <summary>
/// Customers with their due index, outbox mark, transcript and journal. Commits of many customers are grouped into one transaction; each
/// stands or falls alone.
/// </summary>
public interface ICustomerStore
{
    /// <summary>The committed state, or null for a customer never seen.</summary>
    Task<StoredCustomer?> ReadAsync(string customerId, CancellationToken cancellation);

    /// <summary>Makes turns durable. Completes when they are.</summary>
    /// <exception cref="StoreConflictException">Another version is stored: the caller's state is stale and nothing of it was written.</exception>
    Task CommitAsync(CustomerCommit commit, CancellationToken cancellation);

    /// <summary>Customers of a partition with something due before a moment, the longest due first.</summary>
    Task<IReadOnlyList<string>> DueAsync(int partition, DateTimeOffset before, int most, CancellationToken cancellation);

    /// <summary>
    /// False where the store knows, without looking, that <see cref="DueAsync"/> would find nothing: so that who asks ten times a second
    /// does not read an idle store.
    /// </summary>
    bool MayBeDue(int partition, DateTimeOffset before) => true;

    /// <summary>Customers of a partition with messages in their outbox, in order of their ids, after an id ("" for the first).</summary>
    Task<IReadOnlyList<string>> WithOutboxAsync(int partition, string after, int most, CancellationToken cancellation);

    /// <summary>Customers of a partition that are not forgotten, in order of their ids, after an id ("" for the first).</summary>
    Task<IReadOnlyList<string>> ListAsync(int partition, string after, int most, CancellationToken cancellation);

    /// <summary>Transcript entries with a smaller number than <paramref name="before"/>, newest first.</summary>
    Task<IReadOnlyList<byte[]>> TranscriptAsync(string customerId, long before, int most, CancellationToken cancellation);

    /// <summary>
    /// Customers of a partition with their journals, each as of one moment, in order of their ids, after an id ("" for the first).
    /// </summary>
    Task<IReadOnlyList<StoredLife>> LivesAsync(int partition, string after, int most, CancellationToken cancellation);

    /// <summary>
    /// The states of a partition's customers, forgotten ones too, in order of their ids, after an id ("" for the first).
    /// </summary>
    Task<IReadOnlyList<StoredState>> StatesAsync(int partition, string after, int most, CancellationToken cancellation);

    /// <summary>The last link of each customer's transcript chain.</summary>
    Task<IReadOnlyList<KeyValuePair<string, string>>> ChainsAsync(CancellationToken cancellation);

    /// <summary>Totals of transcript lines by "origin/kind", exact with the committed turns.</summary>
    Task<IReadOnlyDictionary<string, long>> TotalsAsync(CancellationToken cancellation);

    /// <summary>Counts for operators: customers (not forgotten), those with something due before the moment, those with messages waiting.</summary>
    Task<CustomerCounts> CountAsync(DateTimeOffset dueBefore, CancellationToken cancellation);
}

/// <summary>A stored state.</summary>
public sealed record StoredCustomer(byte[] State, long Version);

/// <summary>A customer's state as stored.</summary>
public sealed record StoredState(string CustomerId, byte[] State);

/// <summary>Turns of one customer to be made durable together.</summary>
/// <param name="ExpectedVersion">The stored version this state was made from; 0: none stored.</param>
/// <param name="Version">The version to store, higher than the expected one.</param>
/// <param name="Outbox">Messages in the outbox that the rules of sending do not hold: customers with any are found again after a crash.</param>
/// <param name="Counts">What to add to the totals.</param>
/// <param name="Erase">Delete the customer's transcript, journal, dead letters and the properties of the log's events in the same transaction.</param>
public sealed record CustomerCommit(
    string CustomerId,
    int Partition,
    long ExpectedVersion,
    long Version,
    byte[] State,
    DateTimeOffset? DueAt,
    int Outbox,
    string Chain,
    bool Forgotten,
    ImmutableArray<TranscriptRow> Transcript,
    ImmutableArray<JournalRow> Journal,
    ImmutableArray<KeyValuePair<string, long>> Counts,
    ImmutableArray<DeadLetter> DeadLetters,
    bool Erase = false)
{
    /// <summary><see cref="DueAt"/> and <see cref="Outbox"/> are as the expected version has them: what finds them need not be written.</summary>
    public bool WaitingSame { get; init; }
}

/// <summary>A transcript entry as stored: its number and the JSON that is chained.</summary>
public sealed record TranscriptRow(long Number, DateTimeOffset At, byte[] Entry);

/// <summary>An input that is not in the event log, kept so that a replay has every input.</summary>
/// <param name="Number">The version of the commit that took it.</param>
/// <param name="AfterOffset">The log offset of the customer's last event before it.</param>
public sealed record JournalRow(long Number, DateTimeOffset At, long AfterOffset, string Input);

/// <summary>A customer as of one moment.</summary>
/// <param name="Journal">In order of their numbers.</param>
public sealed record StoredLife(string CustomerId, byte[] State, IReadOnlyList<JournalRow> Journal);

/// <summary>Counts of customers.</summary>
public sealed record CustomerCounts(long Customers, long Due, long Outbox);

/// <summary>The stored version is another than the commit was made from.</summary>
public sealed class StoreConflictException(string customerId, long expected)
    : Exception($"A customer's stored state is not of version {expected} any more.")
{
    /// <summary>For code, not for logs.</summary>
    public string CustomerId { get; } = customerId;
}
