using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Processes;
using JourneyGrains.Storage.Postgres;
using Npgsql;

namespace JourneyGrains.Load.Databases;

/// <summary>A database of its own for one store.</summary>
internal sealed class PostgresDatabase : ILoadDatabase
{
    private const int PoolMost = 40;

    private readonly PostgresPlace place;
    private readonly string connectionString;
    private readonly NpgsqlDataSource source;
    private int raws;

    public PostgresDatabase(PostgresPlace place, string database)
    {
        (this.place, Database) = (place, database);
        connectionString = new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = database, MaxPoolSize = PoolMost }.ToString();
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Store.Schema, CommandTimeout = 600 }.ToString());
        Settings = place.SettingsAsync().GetAwaiter().GetResult();
    }

    public string Database { get; }

    public string Name => place.Version;

    public string Settings { get; }

    /// <summary>The store's settings as the silo has them.</summary>
    public PostgresStorageOptions Store => new() { ConnectionString = connectionString };

    public IReadOnlyDictionary<string, string?> SiloSettings => new Dictionary<string, string?>
    {
        ["JourneyGrains:Storage"] = "Postgres",
        ["JourneyGrains:ConnectionString"] = connectionString,
        [SiloProgram.NaiveConnection] = connectionString,
    };

    public TimeSpan? Cpu() => place.Cpu();

    public async Task<RowSamples> SampleAsync() => new(
        await RandomAsync<byte[]>("state FROM customers WHERE id LIKE 'c-%'"),
        await RandomAsync<byte[]>("entry FROM transcript"),
        await RandomAsync<string>("input FROM journal"),
        await RandomAsync<byte[]>("properties FROM log"));

    public async Task<IReadOnlyList<TableSize>> TablesAsync() => await RowsAsync(
        "SELECT relname::text, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class "
        + $"WHERE relnamespace = '{Store.Schema}'::regnamespace AND relkind = 'r' ORDER BY pg_total_relation_size(oid) DESC",
        row => new TableSize(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    public async Task<IRawBatches> PrepareRawAsync(int customers, RowSamples samples)
    {
        var options = Store;
        options.Schema = $"raw_{raws++}";
        return await PostgresRawBatches.PrepareAsync(options, customers, samples);
    }

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> row)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The place drops the database when it closes.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask CloseAsync() => source.DisposeAsync();

    private async Task<T[]> RandomAsync<T>(string what) =>
        [.. await RowsAsync($"SELECT {what} ORDER BY random() LIMIT {RowSamples.Most}", row => row.GetFieldValue<T>(0))];
}
