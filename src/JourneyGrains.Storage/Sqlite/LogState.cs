using System.Collections.Immutable;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>All partitions of the log in memory, and whose time the store has.</summary>
internal sealed class LogState
{
    private const string TimeKey = "follows_log";

    // Over all partitions: some ten megabytes at most while readers are behind, and none when they are not.
    private const int TailMax = 32_768;

    private volatile bool follows;

    private LogState(PartitionState[] partitions, bool? followsLog)
    {
        Partitions = partitions;
        Decided = followsLog is not null;
        follows = followsLog ?? false;
    }

    public PartitionState[] Partitions { get; }

    /// <summary>Whether the store's time follows its log.</summary>
    public bool Follows => follows;

    /// <summary>For the writer: whether it is decided.</summary>
    public bool Decided { get; private set; }

    public static LogState Load(Connection connection, int partitions)
    {
        var consumers = Consumers(connection, partitions);
        var states = new PartitionState[partitions];
        using var last = new Statement(connection, "SELECT place, arrival FROM log WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1");
        using var times = new Statement(connection, "SELECT watermark, floor FROM partitions WHERE partition = ?");
        for (var partition = 0; partition < partitions; partition++)
        {
            var mark = PartitionMark.Empty with { Consumed = consumers[partition] };
            if (last.Bind(LogPlaces.Before(partition)).Bind(LogPlaces.End(partition)).Step())
            {
                mark = mark with { Head = LogPlaces.Offset(last.Long(0)), LastArrival = last.Long(1) };
            }

            var floor = long.MinValue;
            if (times.Bind(partition).Step())
            {
                mark = mark with { Watermark = times.Long(0) };
                floor = times.Long(1);
            }

            states[partition] = new PartitionState(mark, floor, Math.Max(16, TailMax / partitions));
            last.Reset();
            times.Reset();
        }

        return new LogState(states, Schema.Read(connection, TimeKey) is { } stored ? stored == 1 : null);
    }

    public static void WriteTime(Connection connection, bool followsLog) => Schema.Write(connection, TimeKey, followsLog ? 1 : 0);

    /// <summary>Makes the decision visible, once it is on disk.</summary>
    public void Decide(bool followsLog)
    {
        Decided = true;
        follows = followsLog;
        if (followsLog)
        {
            foreach (var partition in Partitions)
            {
                partition.ForgetTimes();
            }
        }
    }

    private static ImmutableDictionary<string, long>[] Consumers(Connection connection, int partitions)
    {
        var consumers = Enumerable.Repeat(PartitionMark.Empty.Consumed, partitions).ToArray();
        using var statement = new Statement(connection, "SELECT partition, consumer, consumed FROM consumers");
        while (statement.Step())
        {
            var partition = statement.Int(0);
            consumers[partition] = consumers[partition].SetItem(statement.Text(1), statement.Long(2));
        }

        return consumers;
    }
}
