using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Appending;
using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Makes works of the log durable. First in one round trip, by what this process knows of where the log stands, which the database checks:
/// a partition's appends nearly always come by one silo. Where it is not known or another silo has moved it, in two: the first locks the
/// partitions in order and reads where they stand, the second writes what the works make of it.
/// </summary>
internal sealed class LogCommit(LogCache cache)
{
    private readonly LogStands stands = new();

    public async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<Write<LogTransaction>> writes)
    {
        ILogWrite[] asked = [.. writes.Cast<ILogWrite>()];
        var session = stands.Begin(asked, cache.Follows);
        if (session is not null)
        {
            Apply(session, writes);
            if (await TryAsync(connection, session, asked).ConfigureAwait(false))
            {
                Publish(session);
                return;
            }
        }

        session = await LogReading.BeginAsync(connection, asked, cache).ConfigureAwait(false);
        Apply(session, writes);
        await CompleteAsync(connection, session).ConfigureAwait(false);
        Publish(session);
    }

    private static void Apply(LogTransaction session, IReadOnlyList<Write<LogTransaction>> writes)
    {
        foreach (var write in writes)
        {
            write.Retry();
            try
            {
                write.Apply(session);
            }
            catch (LogTimeException refusal)
            {
                write.Refuse(refusal);
            }
        }
    }

    /// <summary>Writes in one round trip, which is one transaction; false: the log stands elsewhere, and nothing was written.</summary>
    private static async Task<bool> TryAsync(NpgsqlConnection connection, LogTransaction session, ILogWrite[] writes)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (Array.TrueForAll(writes, write => write.Lax))
        {
            batch.Add("SELECT set_config('synchronous_commit', 'off', true)");
        }

        LogRows.AddMoves(batch, [.. session.Stands.Select(stand => (stand.Partition, stand.Before, stand.Now, session.EarliestArrival(stand.Partition)))]);
        LogRows.AddNumbers(batch, [.. session.Numbered]);
        AddRows(batch, session);
        try
        {
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == LogRows.Elsewhere)
        {
            return false;
        }
    }

    private static async Task CompleteAsync(NpgsqlConnection connection, LogTransaction session)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddRows(batch, session);
        LogRows.AddStands(batch, [.. session.Stands.Where(stand => session.HasChanged(stand.Partition)).Select(stand => (stand.Partition, stand.Now))]);
        LogRows.AddSequences(batch, [.. session.Numbered.Select(one => KeyValuePair.Create(one.Key, one.Now))]);
        if (session.Decides)
        {
            batch.Add("INSERT INTO meta(name, value) VALUES($1, $2)", PostgresSchema.FollowsLog, session.Follows ? 1L : 0L);
        }

        batch.Add("COMMIT");
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static void AddRows(NpgsqlBatch batch, LogTransaction session)
    {
        LogRows.Add(batch, [.. session.Events]);
        DeadLetterRows.Add(batch, [.. session.Letters]);
        LogRows.AddConsumed(batch, [.. session.Consumed]);
    }

    private void Publish(LogTransaction session)
    {
        stands.Keep(session);
        if (session.Decided is { } followsLog)
        {
            cache.Decided(followsLog);
        }

        foreach (var appended in session.Events.GroupBy(one => one.Partition, one => one.Event))
        {
            cache.Appended(appended.Key, appended);
        }

        foreach (var (partition, _, now) in session.Stands)
        {
            cache.Seen(partition, now.Mark.Head);
        }
    }
}
