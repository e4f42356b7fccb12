using System.Globalization;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Load.Baselines;

/// <summary>
/// The limit of the database here: the rows that the workload's events need, of the sizes that the silo wrote, in one loop without turns,
/// grains or readers, a transaction for each <see cref="Batch"/> events. The same tables, settings and statements as the store's.
/// </summary>
internal sealed class RawBatches : IDisposable
{
    public const int Batch = 500;
    private const int Partitions = 16;
    private const string Chain = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly Connection connection;
    private readonly int customers;
    private readonly byte[] state;
    private readonly byte[] entry;
    private readonly byte[] properties;
    private readonly string input;
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

    public RawBatches(string path, int customers, RowSizes sizes)
    {
        this.customers = customers;
        (state, entry, properties) = (new byte[sizes.State], new byte[sizes.Entry], new byte[sizes.Properties]);
        input = new string('i', sizes.Journal);
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

    /// <summary>Writes until the count or the time is reached; gives the events written.</summary>
    public int Write(int most, TimeSpan time)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var done = 0;
        while (done < most && clock.Elapsed < time)
        {
            begin.Run();
            for (var last = done + Batch; done < last; done++)
            {
                WriteEvent(++number);
            }

            commit.Run();
        }

        return done;
    }

    public void Dispose() => connection.Dispose();

    private void Introduce()
    {
        using var insert = new Statement(
            connection,
            "INSERT INTO customers(id, partition, version, due_at, outbox, forgotten, chain, state) VALUES(?, ?, 1, NULL, 0, 0, ?, ?)");
        begin.Run();
        for (var customer = 0; customer < customers; customer++)
        {
            insert.Bind(Id("c", customer)).Bind(customer % Partitions).Bind(Chain).Bind(state.AsSpan()).Run();
        }

        commit.Run();
    }

    private void WriteEvent(long index)
    {
        var customer = 1 + (index * 7919 % customers);
        log.Bind(LogPlaces.Of((int)(customer % Partitions), index)).Bind(index).Bind(Id("e", index)).Bind(Id("c", customer))
            .Bind("product.viewed").Bind(index).Bind(properties.AsSpan()).Run();
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

    private void Tell(long customer, long line) => transcript.Bind(customer).Bind(line).Bind(line).Bind(entry.AsSpan()).Run();

    private static string Id(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:D7}");
}
