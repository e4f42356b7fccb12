using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.GroupCommit;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>
/// Makes works of the log and commits of customers durable in one transaction: a disk that is asked for both at once does both in the time
/// of one. In one round trip, by what this process knows of where the log stands, which the database checks: a partition's appends nearly
/// always come by one silo. Where it is not known or another silo has moved it, in two: the first locks the partitions in order and reads
/// where they stand, the second writes what the works make of it.
/// </summary>
/// <param name="slot">The totals are kept in slots, so that writers do not wait for each other's.</param>
internal sealed class StoreCommit(LogCache cache, int slot)
{
    private readonly LogStands stands = new();

    public async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<Write<StoreTransaction>> writes)
    {
        ILogWrite[] asked = [.. writes.OfType<ILogWrite>()];
        var lax = asked.Length == writes.Count && Array.TrueForAll(asked, write => write.Lax);
        if (stands.Begin(asked, cache.Follows) is { } known)
        {
            var tried = Apply(known, writes);
            if (await TryAsync(connection, tried, lax).ConfigureAwait(false) is { } taken)
            {
                Publish(tried, taken);
                return;
            }
        }

        var erasing = writes.OfType<CommitTurns>().Where(write => write.Commit.Erase).Select(write => write.Commit.Partition);
        int[] locked = [.. asked.Where(write => write.Locks).Select(write => write.Partition).Concat(erasing).Distinct().Order()];
        var session = Apply(await LogReading.BeginAsync(connection, asked, locked, lax, cache).ConfigureAwait(false), writes);
        Publish(session, await CompleteAsync(connection, session).ConfigureAwait(false));
    }

    private static StoreTransaction Apply(LogTransaction log, IReadOnlyList<Write<StoreTransaction>> writes)
    {
        var session = new StoreTransaction(log);
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

        return session;
    }

    /// <summary>
    /// Writes in one round trip: what is sent together is one transaction, without BEGIN and COMMIT.
    /// </summary>
    /// <returns>The customers whose version matched; null: the log stands elsewhere, and nothing was written.</returns>
    private async Task<HashSet<string>?> TryAsync(NpgsqlConnection connection, StoreTransaction session, bool lax)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (lax)
        {
            batch.Add("SELECT set_config('synchronous_commit', 'off', true)");
        }

        if (session.Customers.Erasing.ToArray() is { Length: > 0 } erasing)
        {
            LogRows.AddLocks(batch, [.. session.Log.Stands.Select(stand => stand.Partition).Concat(erasing).Distinct().Order()]);
        }

        LogRows.AddMoves(
            batch, [.. session.Log.Stands.Select(stand => (stand.Partition, stand.Before, stand.Now, session.Log.EarliestArrival(stand.Partition)))]);
        LogRows.AddNumbers(batch, [.. session.Log.Numbered]);
        AddRows(batch, session);
        try
        {
            return await CustomerTransaction.TakenAsync(batch).ConfigureAwait(false);
        }
        catch (PostgresException refused) when (refused.SqlState == LogRows.Elsewhere)
        {
            return null;
        }
    }

    /// <summary>Writes in a transaction that has begun, and ends it.</summary>
    /// <inheritdoc cref="TryAsync" path="/returns"/>
    private async Task<HashSet<string>> CompleteAsync(NpgsqlConnection connection, StoreTransaction session)
    {
        await using var batch = new NpgsqlBatch(connection);
        LogRows.AddStands(
            batch, [.. session.Log.Stands.Where(stand => session.Log.HasChanged(stand.Partition)).Select(stand => (stand.Partition, stand.Now))]);
        LogRows.AddSequences(batch, [.. session.Log.Numbered.Select(one => KeyValuePair.Create(one.Key, one.Now))]);
        if (session.Log.Decides)
        {
            batch.Add("INSERT INTO meta(name, value) VALUES($1, $2)", PostgresSchema.FollowsLog, session.Log.Follows ? 1L : 0L);
        }

        AddRows(batch, session);
        batch.Add("COMMIT");
        return await CustomerTransaction.TakenAsync(batch).ConfigureAwait(false);
    }

    private void AddRows(NpgsqlBatch batch, StoreTransaction session)
    {
        LogRows.Add(batch, [.. session.Log.Events]);
        DeadLetterRows.Add(batch, [.. session.Log.Letters]);
        LogRows.AddConsumed(batch, [.. session.Log.Consumed]);
        session.Customers.AddTo(batch, slot);
    }

    private void Publish(StoreTransaction session, HashSet<string> taken)
    {
        session.Customers.Settle(taken, cache);
        stands.Keep(session.Log);
        if (session.Log.Decided is { } followsLog)
        {
            cache.Decided(followsLog);
        }

        foreach (var appended in session.Log.Events.GroupBy(one => one.Partition, one => one.Event))
        {
            cache.Appended(appended.Key, appended);
        }

        foreach (var (partition, _, now) in session.Log.Stands)
        {
            cache.Seen(partition, now.Mark.Head);
        }
    }
}
