using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace JourneyGrains.Load.Populating;

/// <summary>Fills a store with customers by COPY, in the rows that their turns would have left.</summary>
internal sealed class Population(PostgresStorageOptions store)
{
    private const string Chain = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    // A life that many live is written once, with a mark in the place of the id.
    private readonly Dictionary<CustomerState, byte[]> written = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes the tables of an empty database.</summary>
    public void Prepare()
    {
        using var source = store.Connect();
        PostgresSchema.Prepare(source, store.Schema, store.Partitions);
    }

    /// <summary>Adds customers by their ids, all of one length, each with the life that it has lived so far.</summary>
    public async Task AddAsync(IEnumerable<(string Id, CustomerState Life)> added)
    {
        await using var source = store.Connect();
        await using var customers = await source.OpenConnectionAsync();
        await using var waiting = await source.OpenConnectionAsync();
        await using (var rows = await customers.BeginBinaryImportAsync(
            "COPY customers(id, partition, version, forgotten, chain, state) FROM STDIN (FORMAT binary)"))
        await using (var waits = await waiting.BeginBinaryImportAsync("COPY waiting(id, partition, due_at, outbox) FROM STDIN (FORMAT binary)"))
        {
            foreach (var (id, life) in added)
            {
                await AddAsync(rows, waits, id, life);
            }

            await rows.CompleteAsync();
            await waits.CompleteAsync();
        }
    }

    /// <summary>As a server has it after a while: statistics, visibility, and everything on disk.</summary>
    public async Task SettleAsync()
    {
        await using var source = store.Connect();
        foreach (var sql in new[] { "VACUUM ANALYZE customers", "VACUUM ANALYZE waiting", "CHECKPOINT" })
        {
            await using var command = source.CreateCommand(sql);
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task AddAsync(NpgsqlBinaryImporter rows, NpgsqlBinaryImporter waits, string id, CustomerState life)
    {
        var partition = StableHashing.Partition(id, store.Partitions);
        await rows.StartRowAsync();
        await rows.WriteAsync(id);
        await rows.WriteAsync(partition);
        await rows.WriteAsync(1L);
        await rows.WriteAsync(life.Forgotten);
        await rows.WriteAsync(Chain);
        await rows.WriteAsync(Written(id, life));
        await waits.StartRowAsync();
        await waits.WriteAsync(id);
        await waits.WriteAsync(partition);
        if (life.NextDueAt is { } due)
        {
            await waits.WriteAsync(Moments.ToUnixMicroseconds(due));
        }
        else
        {
            await waits.WriteNullAsync();
        }

        await waits.WriteAsync(life.Outbox.Length, NpgsqlDbType.Integer);
    }

    private byte[] Written(string id, CustomerState life)
    {
        var mark = Encoding.UTF8.GetBytes(new string('@', id.Length));
        if (!written.TryGetValue(life, out var bytes))
        {
            written.Add(life, bytes = StateEncoding.Write(life with { Id = new string('@', id.Length) }));
        }

        var state = bytes.ToArray();
        Encoding.UTF8.GetBytes(id).CopyTo(state, state.AsSpan().IndexOf(mark));
        return state;
    }
}
