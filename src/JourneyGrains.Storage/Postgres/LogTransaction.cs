using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Appending;
using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Works of the log in one transaction and two round trips: the first locks the partitions in order and reads where they stand, the second
/// writes what the works make of it. The lock is what makes offsets without gaps and times that hold for all silos.
/// </summary>
internal sealed class LogTransaction
{
    private readonly Dictionary<int, PartitionMark> marks = [];
    private readonly Dictionary<int, long> floors = [];
    private readonly HashSet<int> changed = [];
    private readonly Dictionary<(int Partition, string Producer), long> sequences = [];
    private readonly HashSet<(int Partition, string Producer)> numbered = [];
    private readonly SortedDictionary<(int Partition, string Consumer), long> consumed = [];
    private readonly List<(int Partition, PlacedEvent Event)> events = [];
    private readonly List<DeadLetter> letters = [];
    private bool? decided;
    private bool decides;

    public bool Follows => decided ?? false;

    public static async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<Write<LogTransaction>> writes, LogCache cache)
    {
        var session = new LogTransaction { decided = cache.Follows };
        await session.BeginAsync(connection, [.. writes.Cast<ILogWrite>()], cache.Partitions).ConfigureAwait(false);
        foreach (var write in writes)
        {
            try
            {
                write.Apply(session);
            }
            catch (LogTimeException refusal)
            {
                write.Refuse(refusal);
            }
        }

        await session.CompleteAsync(connection).ConfigureAwait(false);
        session.Publish(cache);
    }

    public PartitionMark Mark(int partition) => marks[partition];

    public long Floor(int partition) => floors[partition];

    /// <summary>The last number the log has of a producer; 0: none.</summary>
    public long LastSequence(int partition, string producer) => sequences.GetValueOrDefault((partition, producer));

    /// <summary>Whether the store follows its log's time; the first append decides it.</summary>
    /// <exception cref="LogTimeException">The store keeps its own time, and recorded arrivals are given.</exception>
    public bool FollowsLog(bool recorded, bool decides)
    {
        if (decided is null)
        {
            if (!decides)
            {
                return recorded;
            }

            Decide(recorded);
        }

        return !recorded || Follows ? Follows : throw new LogTimeException(AppendPlan.OwnTime);
    }

    public void Stage(int partition, string? producer, AppendPlan plan)
    {
        marks[partition] = plan.Mark;
        changed.Add(partition);
        events.AddRange(plan.Events.Select(placed => (partition, placed)));
        letters.AddRange(plan.Letters);
        if (plan.Sequence is { } sequence)
        {
            sequences[(partition, producer!)] = sequence;
            numbered.Add((partition, producer!));
        }
    }

    public void Consume(int partition, string consumer, long offset) =>
        consumed[(partition, consumer)] = Math.Max(offset, consumed.GetValueOrDefault((partition, consumer), -1));

    /// <summary>Raises the time before which nothing arrives any more, and gives it.</summary>
    public long Raise(int partition, long time)
    {
        if (time > floors[partition])
        {
            floors[partition] = time;
            changed.Add(partition);
        }

        return floors[partition];
    }

    private void Decide(bool followsLog)
    {
        (decided, decides) = (followsLog, true);
        if (followsLog)
        {
            // Times given out so far are of no account: the store turns to its log's time.
            foreach (var partition in floors.Keys.ToArray())
            {
                floors[partition] = long.MinValue;
                changed.Add(partition);
            }
        }
    }

    /// <summary>Until the store's time is decided, one transaction at a time has all partitions.</summary>
    private async Task BeginAsync(NpgsqlConnection connection, ILogWrite[] writes, int partitions)
    {
        var locked = decided is null
            ? [.. Enumerable.Range(0, partitions)]
            : writes.Where(write => write.Locks).Select(write => write.Partition).Distinct().Order().ToArray();
        (int Partition, string Producer)[] asked =
            [.. writes.Where(write => write.Producer is not null).Select(write => (write.Partition, write.Producer!)).Distinct()];
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN");
        if (Array.TrueForAll(writes, write => write.Lax))
        {
            batch.Add("SET LOCAL synchronous_commit = off");
        }

        batch.Add(
            "SELECT partition, head, last_arrival, watermark, floor FROM partitions WHERE partition = ANY($1) ORDER BY partition FOR UPDATE",
            locked);
        if (decided is null)
        {
            batch.Add("SELECT value FROM meta WHERE name = $1", PostgresSchema.FollowsLog);
        }

        if (asked.Length > 0)
        {
            batch.Add(
                "SELECT p.partition, p.producer, p.sequence FROM unnest($1::int[], $2::text[]) AS u(partition, producer) "
                + "JOIN producers AS p ON p.partition = u.partition AND p.producer = u.producer",
                Array.ConvertAll(asked, one => one.Partition),
                Array.ConvertAll(asked, one => one.Producer));
        }

        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await ReadAsync(reader, asked.Length > 0).ConfigureAwait(false);
    }

    private async Task ReadAsync(NpgsqlDataReader reader, bool numbers)
    {
        foreach (var (partition, mark, floor) in await reader.RestAsync(row => (
            row.GetInt32(0),
            PartitionMark.Empty with { Head = row.GetInt64(1), LastArrival = row.GetInt64(2), Watermark = row.GetInt64(3) },
            row.GetInt64(4))).ConfigureAwait(false))
        {
            (marks[partition], floors[partition]) = (mark, floor);
        }

        if (decided is null)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            foreach (var value in await reader.RestAsync(row => row.GetInt64(0)).ConfigureAwait(false))
            {
                decided = value == 1;
            }
        }

        if (numbers)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            foreach (var (partition, producer, sequence) in await reader.RestAsync(
                row => (row.GetInt32(0), row.GetString(1), row.GetInt64(2))).ConfigureAwait(false))
            {
                sequences[(partition, producer)] = sequence;
            }
        }
    }

    private async Task CompleteAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        LogRows.Add(batch, [.. events]);
        DeadLetterRows.Add(batch, [.. letters]);
        LogRows.AddMarks(batch, [.. changed.Order().Select(partition => (partition, marks[partition], floors[partition]))]);
        LogRows.AddConsumed(batch, [.. consumed]);
        LogRows.AddSequences(batch, [.. numbered.Order().Select(key => KeyValuePair.Create(key, sequences[key]))]);
        if (decides)
        {
            batch.Add("INSERT INTO meta(name, value) VALUES($1, $2)", PostgresSchema.FollowsLog, Follows ? 1L : 0L);
        }

        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private void Publish(LogCache cache)
    {
        if (decided is { } followsLog)
        {
            cache.Decided(followsLog);
        }

        foreach (var appended in events.GroupBy(one => one.Partition, one => one.Event))
        {
            cache.Appended(appended.Key, appended);
        }

        foreach (var (partition, mark) in marks)
        {
            cache.Seen(partition, mark.Head);
        }
    }
}
