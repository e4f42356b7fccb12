using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace JourneyGrains.Load.Populating;

/// <summary>Fills a store with customers by COPY, in the rows that their turns would have left.</summary>
internal sealed class Population(PostgresStorageOptions store)
{
    private const string Chain = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    /// <summary>Makes the tables of an empty database.</summary>
    public void Prepare()
    {
        using var source = store.Connect();
        PostgresSchema.Prepare(source, store.Schema, store.Partitions);
    }

    /// <summary>Adds customers; each state with its own id.</summary>
    public async Task AddAsync(IEnumerable<CustomerState> states)
    {
        await using var source = store.Connect();
        await using var customers = await source.OpenConnectionAsync();
        await using var waiting = await source.OpenConnectionAsync();
        await using (var rows = await customers.BeginBinaryImportAsync(
            "COPY customers(id, partition, version, forgotten, chain, state) FROM STDIN (FORMAT binary)"))
        await using (var waits = await waiting.BeginBinaryImportAsync("COPY waiting(id, partition, due_at, outbox) FROM STDIN (FORMAT binary)"))
        {
            foreach (var state in states)
            {
                await AddAsync(rows, waits, state);
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

    private async Task AddAsync(NpgsqlBinaryImporter rows, NpgsqlBinaryImporter waits, CustomerState state)
    {
        var partition = StableHashing.Partition(state.Id, store.Partitions);
        await rows.StartRowAsync();
        await rows.WriteAsync(state.Id);
        await rows.WriteAsync(partition);
        await rows.WriteAsync(1L);
        await rows.WriteAsync(state.Forgotten);
        await rows.WriteAsync(Chain);
        await rows.WriteAsync(CoreJson.Write(state));
        await waits.StartRowAsync();
        await waits.WriteAsync(state.Id);
        await waits.WriteAsync(partition);
        if (state.NextDueAt is { } due)
        {
            await waits.WriteAsync(Moments.ToUnixMicroseconds(due));
        }
        else
        {
            await waits.WriteNullAsync();
        }

        await waits.WriteAsync(state.Outbox.Length, NpgsqlDbType.Integer);
    }
}
