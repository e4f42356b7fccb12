using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Processes;
using Microsoft.Data.Sqlite;

namespace JourneyGrains.Load.Databases;

/// <summary>The embedded file: its work is done in the silo's process.</summary>
internal sealed class SqliteDatabase(string folder) : ILoadDatabase
{
    private readonly string file = Path.Combine(folder, "journeygrains.db");
    private int raws;

    public string Name => $"SQLite {new SqliteConnection().ServerVersion}";

    public string Settings => "write-ahead log, synchronous = FULL";

    public IReadOnlyDictionary<string, string?> SiloSettings => new Dictionary<string, string?>
    {
        ["JourneyGrains:Storage"] = "Sqlite",
        ["JourneyGrains:Database"] = file,
        [SiloProgram.NaiveDatabase] = Path.Combine(folder, "naive.db"),
    };

    public TimeSpan? Cpu() => null;

    public Task<RowSamples> SampleAsync()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return Task.FromResult(new RowSamples(
            Rows<byte[]>(connection, "state FROM customers WHERE id LIKE 'c-%'"),
            Rows<byte[]>(connection, "entry FROM transcript"),
            Rows<string>(connection, "input FROM journal"),
            Rows<byte[]>(connection, "properties FROM log")));
    }

    public Task<IReadOnlyList<TableSize>> TablesAsync()
    {
        var bytes = new[] { file, file + "-wal" }.Where(File.Exists).Sum(one => new FileInfo(one).Length);
        return Task.FromResult<IReadOnlyList<TableSize>>([new("the file and its write-ahead log", bytes, 0)]);
    }

    public Task<IRawBatches> PrepareRawAsync(int customers, RowSamples samples) =>
        Task.FromResult<IRawBatches>(new SqliteRawBatches(Path.Combine(folder, $"raw-{raws++}.db"), customers, samples));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static T[] Rows<T>(SqliteConnection connection, string what)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what} ORDER BY random() LIMIT {RowSamples.Most}";
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return [.. rows];
    }
}
