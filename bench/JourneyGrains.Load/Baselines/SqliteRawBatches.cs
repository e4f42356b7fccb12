using System.Globalization;
using JourneyGrains.Load.Databases;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Load.Baselines;

/// <summary>The rows in one loop on one connection, for SQLite has one writer.</summary>
internal sealed class SqliteRawBatches : IRawBatches
{
    private const int Partitions = 16;
    private const string Chain = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly Connection connection;
    private readonly int customers;
    private readonly RowSamples samples;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement log;
    private readonly Statement update;
    private readonly Statement updateDue;
    private readonly Statement updateOutbox;
    private readonly Statement updateBoth;
    private readonly Statement transcript;
    private readonly Statement journal;
    private long number;

    public SqliteRawBatches(string path, int customers, RowSamples samples)
    {
        (this.customers, this.samples) = (customers, samples);
        connection = Connection.OpenWriter(path, 0);
        Schema.Prepare(connection, Partitions);
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        log = connection.Prepare(
            "INSERT INTO log(place, arrival, id, customer, type, time, sequence, properties) VALUES(?, ?, ?, ?, ?, ?, 0, ?)");
        update = connection.Prepare("UPDATE customers SET version = ?, chain = ?, state = ? WHERE number = ?");
        updateDue = connection.Prepare("UPDATE customers SET version = ?, chain = ?, state = ?, due_at = ? WHERE number = ?");
        updateOutbox = connection.Prepare("UPDATE customers SET version = ?, chain = ?, state = ?, outbox = ? WHERE number = ?");
        updateBoth = connection.Prepare("UPDATE customers SET version = ?, chain = ?, state = ?, due_at = ?, outbox = ? WHERE number = ?");
        transcript = connection.Prepare("INSERT INTO transcript(customer, number, at, entry) VALUES(?, ?, ?, ?)");
        journal = connection.Prepare("INSERT INTO journal(customer, number, at, after_offset, input) VALUES(?, ?, ?, ?, ?)");
        Introduce();
    }

    public Task<int> WriteAsync(int most, TimeSpan time) => Task.Run(() => Write(most, time));

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static T Of<T>(T[] rows, long index) => rows[index % rows.Length];

    private int Write(int most, TimeSpan time)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var done = 0;
        while (done < most && clock.Elapsed < time)
        {
            begin.Run();
            for (var last = done + IRawBatches.Batch; done < last; done++)
            {
                WriteEvent(++number);
            }

            commit.Run();
        }

        return done;
    }

    private void Introduce()
    {
        using var insert = new Statement(
            connection,
            "INSERT INTO customers(id, partition, version, due_at, outbox, forgotten, chain, state) VALUES(?, ?, 1, NULL, 0, 0, ?, ?)");
        begin.Run();
        for (var customer = 0; customer < customers; customer++)
        {
            insert.Bind(Id("c", customer)).Bind(customer % Partitions).Bind(Chain).Bind(Of(samples.States, customer).AsSpan()).Run();
        }

        commit.Run();
    }

    private void WriteEvent(long index)
    {
        var customer = 1 + (index * 7919 % customers);
        var state = Of(samples.States, index);
        var input = Of(samples.Inputs, index);
        log.Bind(LogPlaces.Of((int)(customer % Partitions), index)).Bind(index).Bind(Id("e", index)).Bind(Id("c", customer))
            .Bind("product.viewed").Bind(index).Bind(Of(samples.Properties, index).AsSpan()).Run();
        switch (index % 10)
        {
            case 9:
                updateBoth.Bind(index).Bind(Chain).Bind(state.AsSpan()).Bind((long?)null).Bind(1).Bind(customer).Run();
                update.Bind(index).Bind(Chain).Bind(state.AsSpan()).Bind(customer).Run();
                updateOutbox.Bind(index).Bind(Chain).Bind(state.AsSpan()).Bind(0).Bind(customer).Run();
                journal.Bind(customer).Bind(index * 2).Bind(index).Bind(index).Bind(input).Run();
                journal.Bind(customer).Bind((index * 2) + 1).Bind(index).Bind(index).Bind(input).Run();
                Tell(customer, index * 2);
                Tell(customer, (index * 2) + 1);
                break;
            case 3 or 6:
                updateDue.Bind(index).Bind(Chain).Bind(state.AsSpan()).Bind(index).Bind(customer).Run();
                Tell(customer, index * 2);
                break;
            default:
                update.Bind(index).Bind(Chain).Bind(state.AsSpan()).Bind(customer).Run();
                Tell(customer, index * 2);
                break;
        }
    }

    private void Tell(long customer, long line) => transcript.Bind(customer).Bind(line).Bind(line).Bind(Of(samples.Entries, line).AsSpan()).Run();

    private static string Id(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:D7}");
}
