using JourneyGrains.Load.Baselines;

namespace JourneyGrains.Load.Databases;

/// <summary>What the silo keeps its store in, as the load sees it: how a silo is told of it, what it costs, and the baselines on it.</summary>
internal interface ILoadDatabase : IAsyncDisposable
{
    /// <summary>Its name and version, for the reader.</summary>
    string Name { get; }

    /// <summary>Its settings that decide durability and those that are not the default, for the reader.</summary>
    string Settings { get; }

    /// <summary>What a silo's configuration says of it.</summary>
    IReadOnlyDictionary<string, string?> SiloSettings { get; }

    /// <summary>CPU of its processes since their start; null: it has none of its own, or they cannot be seen from here.</summary>
    TimeSpan? Cpu();

    Task<RowSamples> SampleAsync();

    /// <summary>Bytes of each table and of its indices.</summary>
    Task<IReadOnlyList<TableSize>> TablesAsync();

    /// <summary>Empty tables of the store's own schema for the raw batches, filled with the customers.</summary>
    Task<IRawBatches> PrepareRawAsync(int customers, RowSamples samples);
}

/// <summary>Bytes of a table, out-of-line values included, and of its indices.</summary>
internal sealed record TableSize(string Table, long Bytes, long IndexBytes);

/// <summary>Rows that the silo wrote, taken at random.</summary>
/// <param name="Inputs">Of the journal.</param>
/// <param name="Properties">Of the log's events.</param>
internal sealed record RowSamples(byte[][] States, byte[][] Entries, string[] Inputs, byte[][] Properties)
{
    public const int Most = 1_000;

    public int State => Average(States.Select(row => row.Length));

    public int Entry => Average(Entries.Select(row => row.Length));

    public int Journal => Average(Inputs.Select(row => row.Length));

    public int Property => Average(Properties.Select(row => row.Length));

    private static int Average(IEnumerable<int> lengths) => (int)lengths.DefaultIfEmpty().Average();
}
