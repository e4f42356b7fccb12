using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>The log's tables as rows.</summary>
internal static class LogRows
{
    public const string Columns = "log_offset, arrival, id, customer, type, time, sequence, properties";

    public static EventRecord Read(NpgsqlDataReader row) => new(
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        Moments.FromUnixMicroseconds(row.GetInt64(5)),
        row.Bytes(7),
        row.GetInt64(6),
        Moments.FromUnixMicroseconds(row.GetInt64(1)),
        row.GetInt64(0));

    public static void Add(NpgsqlBatch batch, (int Partition, PlacedEvent Event)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                $"INSERT INTO log(partition, {Columns}) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], "
                + "$6::text[], $7::bigint[], $8::bigint[], $9::bytea[])",
                Array.ConvertAll(rows, row => row.Partition),
                Array.ConvertAll(rows, row => row.Event.Offset),
                Array.ConvertAll(rows, row => row.Event.Arrival),
                Array.ConvertAll(rows, row => row.Event.Record.Id),
                Array.ConvertAll(rows, row => row.Event.Record.CustomerId),
                Array.ConvertAll(rows, row => row.Event.Record.Type),
                Array.ConvertAll(rows, row => Moments.ToUnixMicroseconds(row.Event.Record.Time)),
                Array.ConvertAll(rows, row => row.Event.Record.Sequence),
                Array.ConvertAll(rows, row => row.Event.Record.Properties));
        }
    }

    public static void AddMarks(NpgsqlBatch batch, (int Partition, PartitionMark Mark, long Floor)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "UPDATE partitions AS p SET head = u.head, last_arrival = u.last_arrival, watermark = u.watermark, floor = u.floor "
                + "FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) "
                + "AS u(partition, head, last_arrival, watermark, floor) WHERE p.partition = u.partition",
                Array.ConvertAll(rows, row => row.Partition),
                Array.ConvertAll(rows, row => row.Mark.Head),
                Array.ConvertAll(rows, row => row.Mark.LastArrival),
                Array.ConvertAll(rows, row => row.Mark.Watermark),
                Array.ConvertAll(rows, row => row.Floor));
        }
    }

    public static void AddConsumed(NpgsqlBatch batch, KeyValuePair<(int Partition, string Consumer), long>[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "INSERT INTO consumers(partition, consumer, consumed) SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[]) "
                + "ON CONFLICT(partition, consumer) DO UPDATE SET consumed = greatest(consumers.consumed, excluded.consumed)",
                Array.ConvertAll(rows, row => row.Key.Partition),
                Array.ConvertAll(rows, row => row.Key.Consumer),
                Array.ConvertAll(rows, row => row.Value));
        }
    }

    public static void AddSequences(NpgsqlBatch batch, KeyValuePair<(int Partition, string Producer), long>[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "INSERT INTO producers(partition, producer, sequence) SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[]) "
                + "ON CONFLICT(partition, producer) DO UPDATE SET sequence = excluded.sequence",
                Array.ConvertAll(rows, row => row.Key.Partition),
                Array.ConvertAll(rows, row => row.Key.Producer),
                Array.ConvertAll(rows, row => row.Value));
        }
    }
}
