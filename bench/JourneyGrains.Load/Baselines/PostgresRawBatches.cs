using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Load.Databases;
using JourneyGrains.Storage.Postgres;
using Npgsql;

namespace JourneyGrains.Load.Baselines;

/// <summary>
/// The rows from a few connections at once, each with its own customers, each transaction in one round trip of set statements that check
/// and answer nothing.
/// </summary>
internal sealed class PostgresRawBatches : IRawBatches
{
    private const int Connections = 2;

    private readonly NpgsqlDataSource source;
    private readonly string schema;
    private readonly PostgresRawRows[] rows;

    private PostgresRawBatches(NpgsqlDataSource source, string schema, int customers, RowSamples samples)
    {
        (this.source, this.schema) = (source, schema);
        rows = [.. Enumerable.Range(0, Connections).Select(one => new PostgresRawRows(samples, customers / Connections, 1 + (customers / Connections * one), one))];
    }

    public static async Task<PostgresRawBatches> PrepareAsync(PostgresStorageOptions options, int customers, RowSamples samples)
    {
        var source = options.Connect();
        PostgresSchema.Prepare(source, options.Schema, options.Partitions);
        var batches = new PostgresRawBatches(source, options.Schema, customers, samples);
        await using var connection = await source.OpenConnectionAsync();
        foreach (var one in batches.rows)
        {
            await one.IntroduceAsync(connection);
        }

        return batches;
    }

    public async Task<int> WriteAsync(int most, TimeSpan time)
    {
        var done = await Task.WhenAll(rows.Select(one => Task.Run(() => WriteAsync(one, most / Connections, time))));
        return done.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var command = source.CreateCommand($"DROP SCHEMA {schema} CASCADE"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await source.DisposeAsync();
    }

    private async Task<int> WriteAsync(PostgresRawRows one, int most, TimeSpan time)
    {
        await using var connection = await source.OpenConnectionAsync();
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        for (; done < most && Stopwatch.GetElapsedTime(began) < time; done += IRawBatches.Batch)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.Add("BEGIN");
            one.Add(batch, IRawBatches.Batch);
            batch.Add("COMMIT");
            await batch.ExecuteNonQueryAsync();
        }

        return done;
    }
}

/// <summary>One connection's rows: its customers in turn, of ten events two carts and an order with its message.</summary>
/// <param name="first">The number of its first customer.</param>
/// <param name="partition">Where its events are logged.</param>
internal sealed class PostgresRawRows(RowSamples samples, int customers, long first, int partition)
{
    private const string Chain = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private const int IntroducedAtOnce = 5_000;

    private long number;

    public async Task IntroduceAsync(NpgsqlConnection connection)
    {
        for (var from = 0; from < customers; from += IntroducedAtOnce)
        {
            var some = Enumerable.Range(from, Math.Min(IntroducedAtOnce, customers - from)).ToArray();
            await using var batch = new NpgsqlBatch(connection);
            batch.Add(
                "INSERT INTO customers(id, partition, version, forgotten, chain, state) "
                + "SELECT id, $2, 1, false, $3, state FROM unnest($1::text[], $4::bytea[]) AS u(id, state)",
                Array.ConvertAll(some, customer => Id("c", first + customer)),
                partition,
                Chain,
                Array.ConvertAll(some, customer => Of(samples.States, customer)));
            batch.Add(
                "INSERT INTO waiting(id, partition, due_at, outbox) SELECT id, $2, NULL, 0 FROM unnest($1::text[]) AS id",
                Array.ConvertAll(some, customer => Id("c", first + customer)),
                partition);
            await batch.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Each customer is once in a statement; an order's clearance and settlement are states of their own.</summary>
    public void Add(NpgsqlBatch batch, int count)
    {
        var events = Enumerable.Range(0, count).Select(index => number + index).ToArray();
        var orders = Array.FindAll(events, index => index % 10 == 9);
        number += count;
        AddLog(batch, events);
        AddStates(batch, events);
        AddWaiting(batch, Array.FindAll(events, index => index % 10 is 3 or 6), index => index, 0);
        AddWaiting(batch, orders, _ => null, 1);
        AddStates(batch, orders);
        AddStates(batch, orders);
        AddWaiting(batch, orders, _ => null, 0);
        AddTranscript(batch, [.. events.Select(index => index * 2), .. orders.Select(index => (index * 2) + 1)]);
        AddJournal(batch, [.. orders.Select(index => index * 2), .. orders.Select(index => (index * 2) + 1)]);
    }

    private void AddLog(NpgsqlBatch batch, long[] events) => batch.Add(
        "INSERT INTO log(partition, log_offset, arrival, id, customer, type, time, sequence, properties) "
        + "SELECT $1, at, at, id, customer, $2, at, 0, properties FROM (SELECT unnest($3::bigint[]) AS at, unnest($4::text[]) AS id, "
        + "unnest($5::text[]) AS customer, unnest($6::bytea[]) AS properties) AS u",
        partition,
        "product.viewed",
        events,
        Array.ConvertAll(events, index => Id("e", index)),
        Array.ConvertAll(events, index => Id("c", Customer(index))),
        Array.ConvertAll(events, index => Of(samples.Properties, index)));

    private void AddStates(NpgsqlBatch batch, long[] events) => batch.Add(
        "UPDATE customers AS c SET version = u.version, chain = $1, state = u.state "
        + "FROM (SELECT unnest($2::bigint[]) AS number, unnest($3::bigint[]) AS version, unnest($4::bytea[]) AS state) AS u "
        + "WHERE c.number = u.number",
        Chain,
        Array.ConvertAll(events, Customer),
        events,
        Array.ConvertAll(events, index => Of(samples.States, index)));

    private void AddWaiting(NpgsqlBatch batch, long[] events, Func<long, long?> due, int outbox) => batch.Add(
        "UPDATE waiting AS w SET due_at = u.due_at, outbox = $1 "
        + "FROM (SELECT unnest($2::text[]) AS id, unnest($3::bigint[]) AS due_at) AS u WHERE w.id = u.id",
        outbox,
        Array.ConvertAll(events, index => Id("c", Customer(index))),
        Array.ConvertAll(events, index => due(index)));

    private void AddTranscript(NpgsqlBatch batch, long[] lines) => batch.Add(
        "INSERT INTO transcript(customer, number, at, entry) SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($2::bigint[]), unnest($3::bytea[])",
        Array.ConvertAll(lines, line => Customer(line / 2)),
        lines,
        Array.ConvertAll(lines, line => Of(samples.Entries, line)));

    private void AddJournal(NpgsqlBatch batch, long[] lines) => batch.Add(
        "INSERT INTO journal(customer, number, at, after_offset, input) "
        + "SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($2::bigint[]), unnest($2::bigint[]), unnest($3::text[])",
        Array.ConvertAll(lines, line => Customer(line / 2)),
        lines,
        Array.ConvertAll(lines, line => Of(samples.Inputs, line)));

    private long Customer(long index) => first + (index * 7919 % customers);

    private static T Of<T>(T[] rows, long index) => rows[index % rows.Length];

    private static string Id(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:D7}");
}
