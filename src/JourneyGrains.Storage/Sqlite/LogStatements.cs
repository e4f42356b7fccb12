using System.Collections.Immutable;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Writes the log, and stages in memory what the open transaction makes of it.</summary>
internal sealed class LogStatements
{
    private readonly Connection connection;
    private readonly LogState state;
    private readonly Statement append;
    private readonly Statement times;
    private readonly Statement consume;
    private readonly Statement findProducer;
    private readonly Statement putProducer;
    private readonly Statement erase;
    private readonly Statement eraseLater;
    private readonly HashSet<int> touched = [];
    private readonly Dictionary<int, long> floors = [];
    private readonly Dictionary<int, ImmutableDictionary<string, long>> consumed = [];
    private bool? decision;

    public LogStatements(Connection connection, LogState state)
    {
        this.connection = connection;
        this.state = state;
        append = connection.Prepare(
            "INSERT INTO log(place, arrival, id, customer, type, time, sequence, properties) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        times = connection.Prepare(
            "INSERT INTO partitions(partition, watermark, floor) VALUES(?, ?, ?) "
            + "ON CONFLICT(partition) DO UPDATE SET watermark = excluded.watermark, floor = excluded.floor");
        consume = connection.Prepare(
            "INSERT INTO consumers(partition, consumer, consumed) VALUES(?, ?, ?) "
            + "ON CONFLICT(partition, consumer) DO UPDATE SET consumed = excluded.consumed");
        findProducer = connection.Prepare("SELECT sequence FROM producers WHERE partition = ? AND producer = ?");
        putProducer = connection.Prepare(
            "INSERT INTO producers(partition, producer, sequence) VALUES(?, ?, ?) "
            + "ON CONFLICT(partition, producer) DO UPDATE SET sequence = excluded.sequence");
        erase = connection.Prepare("UPDATE log SET properties = CAST('{}' AS BLOB) WHERE place = ? AND customer = ?");
        eraseLater = connection.Prepare(
            "UPDATE log SET properties = CAST('{}' AS BLOB) WHERE place > ? AND place < ? AND customer = ?");
    }

    /// <summary>The least arrival for an append, which holds the partition's time until the transaction ends.</summary>
    public long BeginAppend(int partition)
    {
        touched.Add(partition);
        return state.Partitions[partition].BeginAppend();
    }

    public PartitionMark Staged(int partition) => state.Partitions[partition].Staged;

    /// <summary>What an append makes of the partition. Called last, when nothing of it can fail any more.</summary>
    public void Stage(int partition, PartitionMark mark, IReadOnlyList<PlacedEvent> placed)
    {
        touched.Add(partition);
        state.Partitions[partition].Stage(mark, placed);
    }

    /// <summary>Whether the store follows its log's time; the first append decides it.</summary>
    /// <exception cref="LogTimeException">The store keeps its own time, and recorded arrivals are given.</exception>
    public bool FollowsLog(bool recorded, bool decides)
    {
        if (decision is null && !state.Decided)
        {
            if (!decides)
            {
                return recorded;
            }

            LogState.WriteTime(connection, recorded);
            decision = recorded;
        }

        var follows = decision ?? state.Follows;
        return !recorded || follows
            ? follows
            : throw new LogTimeException(AppendPlan.OwnTime);
    }

    public void Append(int partition, long offset, long arrival, EventRecord record) =>
        append.Bind(LogPlaces.Of(partition, offset)).Bind(arrival).Bind(record.Id).Bind(record.CustomerId).Bind(record.Type)
            .Bind(Moments.ToUnixMicroseconds(record.Time)).Bind(record.Sequence).Bind(record.Properties.AsSpan()).Run();

    public void PutWatermark(int partition, long watermark) =>
        times.Bind(partition).Bind(watermark).Bind(state.Partitions[partition].Floor).Run();

    /// <summary>Whether consumers are further than the disk knows.</summary>
    public bool HasUnsaved => state.Partitions.Any(here => !ReferenceEquals(here.Committed.Consumed, here.SavedConsumed));

    /// <summary>The last number the log has of a producer; 0: none.</summary>
    public long LastSequence(int partition, string producer)
    {
        try
        {
            return findProducer.Bind(partition).Bind(producer).Step() ? findProducer.Long(0) : 0;
        }
        finally
        {
            findProducer.Reset();
        }
    }

    public void PutSequence(int partition, string producer, long sequence) =>
        putProducer.Bind(partition).Bind(producer).Bind(sequence).Run();

    /// <summary>Empties the properties of a customer's events: those found, and those that came after the search.</summary>
    public void Erase(int partition, string customerId, IReadOnlyList<long> places, long scanned)
    {
        foreach (var place in places)
        {
            erase.Bind(place).Bind(customerId).Run();
        }

        eraseLater.Bind(scanned).Bind(LogPlaces.End(partition)).Bind(customerId).Run();
        touched.Add(partition);
        state.Partitions[partition].StageErasure();
    }

    /// <summary>
    /// Saves the times given out since the last transaction: a turn made at such a time is then never durable without it, and no event
    /// of a later process arrives before it. And how far consumers are, which nobody waits for: what a crash makes them read again, their
    /// customers know by its offset.
    /// </summary>
    public void Flush()
    {
        floors.Clear();
        consumed.Clear();
        for (var partition = 0; partition < state.Partitions.Length; partition++)
        {
            var here = state.Partitions[partition];
            var floor = here.Floor;
            if (floor > here.SavedFloor)
            {
                times.Bind(partition).Bind(here.Staged.Watermark).Bind(floor).Run();
                floors[partition] = floor;
            }

            var reached = here.Committed.Consumed;
            if (!ReferenceEquals(reached, here.SavedConsumed))
            {
                FlushConsumed(partition, reached, here.SavedConsumed);
                consumed[partition] = reached;
            }
        }
    }

    public void Committed()
    {
        foreach (var (partition, floor) in floors)
        {
            state.Partitions[partition].SavedFloor = floor;
        }

        foreach (var (partition, reached) in consumed)
        {
            state.Partitions[partition].SavedConsumed = reached;
        }

        if (decision is { } followsLog)
        {
            state.Decide(followsLog);
        }

        foreach (var partition in touched)
        {
            state.Partitions[partition].Publish();
        }

        Clear();
    }

    public void RolledBack()
    {
        foreach (var partition in touched)
        {
            state.Partitions[partition].Drop();
        }

        Clear();
    }

    private void FlushConsumed(int partition, ImmutableDictionary<string, long> reached, ImmutableDictionary<string, long> saved)
    {
        foreach (var (consumer, offset) in reached)
        {
            if (!saved.TryGetValue(consumer, out var before) || before < offset)
            {
                consume.Bind(partition).Bind(consumer).Bind(offset).Run();
            }
        }
    }

    private void Clear()
    {
        touched.Clear();
        floors.Clear();
        consumed.Clear();
        decision = null;
    }
}
