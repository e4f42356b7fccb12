using JourneyGrains.Core.Values;
using JourneyGrains.Storage.Postgres;
using Npgsql;

namespace JourneyGrains.Load.DuePump;

/// <summary>How the database finds what is due: the pump's own statement, with what it read.</summary>
internal static class PumpPlan
{
    private const int Page = 500;

    public static async Task<string> OfAsync(PostgresStorageOptions store)
    {
        await using var source = store.Connect();
        await using var command = source.CreateCommand("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) " + PostgresCustomerStore.Due);
        command.Parameters.Add(new NpgsqlParameter { Value = 0 });
        command.Parameters.Add(new NpgsqlParameter { Value = Moments.ToUnixMicroseconds(DateTimeOffset.UtcNow) });
        command.Parameters.Add(new NpgsqlParameter { Value = Page });

        // The second time, what planning reads is in memory.
        await ReadAsync(command);
        return await ReadAsync(command);
    }

    private static async Task<string> ReadAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines.Where(line => !line.Contains("Time:", StringComparison.Ordinal)));
    }
}
