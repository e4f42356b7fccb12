using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Where a partition stands.</summary>
/// <param name="Floor">The latest time that was given out as the partition's, in microseconds since 1970; nothing arrives before it any more.</param>
internal readonly record struct LogStand(PartitionMark Mark, long Floor);

/// <summary>
/// Where the log stood when this process last read or wrote it, for its one writer: another silo may have moved it since. It says what to
/// try, never what holds.
/// </summary>
internal sealed class LogStands
{
    // A producer costs about 100 bytes; who has more of them than this reads their numbers again now and then.
    private const int ProducersMax = 10_000;

    private readonly Dictionary<int, LogStand> stands = [];
    private readonly Dictionary<(int Partition, string Producer), long> sequences = [];

    /// <summary>The transaction with all that the works look at, as it is known here; null: some of it is not.</summary>
    public LogTransaction? Begin(IReadOnlyList<ILogWrite> writes, bool? decided)
    {
        if (decided is null)
        {
            return null;
        }

        var session = new LogTransaction(decided);
        foreach (var write in writes)
        {
            if (write.Locks && !stands.ContainsKey(write.Partition))
            {
                return null;
            }

            if (write.Producer is { } producer)
            {
                if (!sequences.TryGetValue((write.Partition, producer), out var sequence))
                {
                    return null;
                }

                session.Know((write.Partition, producer), sequence);
            }

            if (write.Locks)
            {
                session.Know(write.Partition, stands[write.Partition]);
            }
        }

        return session;
    }

    /// <summary>Takes over what a transaction came to that is durable.</summary>
    public void Keep(LogTransaction session)
    {
        foreach (var (partition, _, now) in session.Stands)
        {
            stands[partition] = now;
        }

        if (sequences.Count > ProducersMax)
        {
            sequences.Clear();
        }

        foreach (var (key, sequence) in session.Sequences)
        {
            sequences[key] = sequence;
        }
    }
}
