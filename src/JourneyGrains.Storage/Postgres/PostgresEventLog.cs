using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>The event log on PostgreSQL. The database says where a partition stands; what is in memory is only what was read of it.</summary>
internal sealed class PostgresEventLog(
    NpgsqlDataSource source, PostgresWriter<LogTransaction> writer, LogCache cache, HeadWatch watch, TimeProvider clock) : IEventLog
{
    // A stored time that is younger than this is still good: the timers of a partition fire that much later at most.
    private const long TimeStepMicroseconds = 20_000;

    private const string Standing = """
        SELECT p.head, greatest(p.last_arrival, p.watermark), p.floor, coalesce(c.consumed, -1),
            (SELECT l.arrival FROM log AS l WHERE l.partition = p.partition AND l.log_offset = c.consumed),
            (SELECT value FROM meta WHERE name = 'follows_log')
        FROM partitions AS p LEFT JOIN consumers AS c ON c.partition = p.partition AND c.consumer = $2 WHERE p.partition = $1
        """;

    public int Partitions => cache.Partitions;

    public bool FollowsLog => cache.Follows ?? false;

    public async ValueTask LearnTimeAsync(CancellationToken cancellation)
    {
        if (cache.Follows is null)
        {
            await StandingAsync(0, "", cancellation).ConfigureAwait(false);
        }
    }

    public Task<LogAppend> AppendAsync(
        int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, CancellationToken cancellation)
    {
        Check(partition);
        if (!Array.TrueForAll(request.Events, Storable))
        {
            refused = [.. refused, .. request.Events.Where(record => !Storable(record)).Select(Unstorable)];
            request = request with { Events = [.. request.Events.Where(Storable)] };
        }

        return writer.RunAsync(new AppendToLog(partition, request, refused, clock), cancellation);
    }

    public async Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after, int most, CancellationToken cancellation)
    {
        Check(partition);
        return most <= 0
            ? []
            : await source.RowsAsync(
                $"SELECT {LogRows.Columns} FROM log WHERE partition = $1 AND log_offset > $2 ORDER BY log_offset LIMIT $3",
                LogRows.Read,
                cancellation,
                partition,
                after,
                most).ConfigureAwait(false);
    }

    public IReadOnlyList<EventRecord>? TakeAppended(int partition, long after, int most) => cache.Take(partition, after, most);

    public async Task<LogPosition> PositionAsync(int partition, string consumer, CancellationToken cancellation)
    {
        var standing = await StandingAsync(partition, consumer, cancellation).ConfigureAwait(false);
        return new LogPosition(standing.Head, standing.Consumed);
    }

    public async Task SetConsumedAsync(int partition, string consumer, long offset, CancellationToken cancellation, bool durable = false)
    {
        Check(partition);
        if (offset > cache.Head(partition)
            && (await StandingAsync(partition, consumer, cancellation).ConfigureAwait(false)).Head is var head && offset > head)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"Partition {partition} ends at offset {head}; nothing above it can have been consumed.");
        }

        await writer.RunAsync(new ConsumeLog(partition, consumer, offset, durable), cancellation).ConfigureAwait(false);
    }

    public async Task<DateTimeOffset> TimeAsync(int partition, string consumer, CancellationToken cancellation)
    {
        while (true)
        {
            var known = cache.Follows;
            if (cache.Give(partition, consumer, await FindTimeAsync(partition, consumer, cancellation).ConfigureAwait(false), known) is { } time)
            {
                return time == long.MinValue ? DateTimeOffset.MinValue : Moments.FromUnixMicroseconds(time);
            }
        }
    }

    public Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation)
    {
        Check(partition);
        return watch.WaitAsync(partition, after, most, cancellation);
    }

    private async Task<long> FindTimeAsync(int partition, string consumer, CancellationToken cancellation)
    {
        var standing = await StandingAsync(partition, consumer, cancellation).ConfigureAwait(false);
        return standing.Consumed < standing.Head
            ? standing.ConsumedArrival
            : await CaughtUpAsync(partition, standing, cancellation).ConfigureAwait(false) ?? standing.ConsumedArrival;
    }

    /// <summary>The time for a consumer that is not behind; null: it is by now.</summary>
    private async Task<long?> CaughtUpAsync(int partition, Stand standing, CancellationToken cancellation)
    {
        if (FollowsLog)
        {
            return standing.Latest;
        }

        var now = Moments.ToUnixMicroseconds(clock.GetUtcNow());
        return standing.Floor >= standing.Latest && standing.Floor != long.MinValue && now - standing.Floor < TimeStepMicroseconds
            ? standing.Floor
            : await writer.RunAsync(new GiveTime(partition, standing.Consumed, clock), cancellation).ConfigureAwait(false);
    }

    private async Task<Stand> StandingAsync(int partition, string consumer, CancellationToken cancellation)
    {
        Check(partition);
        var rows = await source.RowsAsync(
            Standing,
            row => (Stand: new Stand(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.IsDBNull(4) ? long.MinValue : row.GetInt64(4)),
                Follows: row.IsDBNull(5) ? (long?)null : row.GetInt64(5)),
            cancellation,
            partition,
            consumer).ConfigureAwait(false);
        var (stand, follows) = rows[0];
        if (follows is { } value)
        {
            cache.Decided(value == 1);
        }

        cache.Seen(partition, stand.Head);
        return stand;
    }

    private static bool Storable(EventRecord record) =>
        Texts.Storable(record.Id) && Texts.Storable(record.CustomerId) && Texts.Storable(record.Type);

    private DeadLetter Unstorable(EventRecord record) => new(
        0,
        clock.GetUtcNow(),
        "log",
        "event.text",
        "The id, customer or type holds a character that cannot be stored (a zero character or half of a surrogate pair). Send it without.",
        record.Id,
        record.CustomerId,
        record.Properties,
        false)
    {
        Sequence = record.Sequence,
    };

    private void Check(int partition)
    {
        if ((uint)partition >= (uint)Partitions)
        {
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"The store has partitions 0 to {Partitions - 1}.");
        }
    }

    private sealed record Stand(long Head, long Latest, long Floor, long Consumed, long ConsumedArrival);
}
