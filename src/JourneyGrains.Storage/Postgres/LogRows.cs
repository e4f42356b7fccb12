using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Appending;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>The log's tables as rows.</summary>
internal static class LogRows
{
    /// <summary>The state by which the database refuses a transaction made of what does not hold any more.</summary>
    public const string Elsewhere = PostgresErrorCodes.InvalidTextRepresentation;

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
                $"INSERT INTO log(partition, {Columns}) SELECT unnest($1::int[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::text[]), "
                + "unnest($5::text[]), unnest($6::text[]), unnest($7::bigint[]), unnest($8::bigint[]), unnest($9::bytea[])",
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

    /// <summary>Locks partitions, in order, and reads where they stand.</summary>
    public static void AddLocks(NpgsqlBatch batch, int[] partitions) => batch.Add(
        "SELECT partition, head, last_arrival, watermark, floor FROM partitions WHERE partition = ANY($1) ORDER BY partition FOR UPDATE", partitions);

    /// <summary>Moves partitions from where they stood; where one stands elsewhere, the transaction fails with <see cref="Elsewhere"/>.</summary>
    public static void AddMoves(NpgsqlBatch batch, (int Partition, LogStand Before, LogStand Now, long Arrival)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "WITH moved AS (UPDATE partitions AS p "
                + "SET head = u.head, last_arrival = u.last_arrival, watermark = u.watermark, floor = greatest(p.floor, u.floor) "
                + "FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) "
                + "AS u(partition, head, last_arrival, watermark, floor, head_before, last_arrival_before, watermark_before, arrival) "
                + "WHERE p.partition = u.partition AND p.head = u.head_before AND p.last_arrival = u.last_arrival_before "
                + "AND p.watermark = u.watermark_before AND p.floor <= u.arrival RETURNING 1) SELECT " + AllOr("moved", "$10"),
                Array.ConvertAll(rows, row => row.Partition),
                Array.ConvertAll(rows, row => row.Now.Mark.Head),
                Array.ConvertAll(rows, row => row.Now.Mark.LastArrival),
                Array.ConvertAll(rows, row => row.Now.Mark.Watermark),
                Array.ConvertAll(rows, row => row.Now.Floor),
                Array.ConvertAll(rows, row => row.Before.Mark.Head),
                Array.ConvertAll(rows, row => row.Before.Mark.LastArrival),
                Array.ConvertAll(rows, row => row.Before.Mark.Watermark),
                Array.ConvertAll(rows, row => row.Arrival),
                rows.Length);
        }
    }

    /// <summary>Raises producers' last numbers from what they were; where one is another, the transaction fails with <see cref="Elsewhere"/>.</summary>
    public static void AddNumbers(NpgsqlBatch batch, ((int Partition, string Producer) Key, long Before, long Now)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "WITH raised AS (UPDATE producers AS p SET sequence = u.sequence "
                + "FROM unnest($1::int[], $2::text[], $3::bigint[], $4::bigint[]) AS u(partition, producer, sequence, sequence_before) "
                + "WHERE p.partition = u.partition AND p.producer = u.producer AND p.sequence = u.sequence_before RETURNING 1) SELECT "
                + AllOr("raised", "$5"),
                Array.ConvertAll(rows, row => row.Key.Partition),
                Array.ConvertAll(rows, row => row.Key.Producer),
                Array.ConvertAll(rows, row => row.Now),
                Array.ConvertAll(rows, row => row.Before),
                rows.Length);
        }
    }

    /// <summary>Says where locked partitions stand.</summary>
    public static void AddStands(NpgsqlBatch batch, (int Partition, LogStand Stand)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                "UPDATE partitions AS p SET head = u.head, last_arrival = u.last_arrival, watermark = u.watermark, floor = u.floor "
                + "FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) "
                + "AS u(partition, head, last_arrival, watermark, floor) WHERE p.partition = u.partition",
                Array.ConvertAll(rows, row => row.Partition),
                Array.ConvertAll(rows, row => row.Stand.Mark.Head),
                Array.ConvertAll(rows, row => row.Stand.Mark.LastArrival),
                Array.ConvertAll(rows, row => row.Stand.Mark.Watermark),
                Array.ConvertAll(rows, row => row.Stand.Floor));
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

    // An error is what undoes a transaction on its way; its text is for the server's log.
    private static string AllOr(string rows, string count) =>
        $"CASE WHEN count(*) = {count} THEN 0 ELSE ('Another silo wrote meanwhile; done again by what it left. Rows as known: ' || count(*))::int END FROM {rows}";
}
