using System.Globalization;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>A second file, held by its key.</summary>
internal sealed class JoinedTable
{
    private readonly Dictionary<string, string[]> rows = new(StringComparer.Ordinal);

    private JoinedTable(string[] columns) => Columns = columns;

    public string[] Columns { get; }

    public string[]? Find(string key) => rows.GetValueOrDefault(key);

    public static JoinedTable Load(CsvMapping mapping, Lookup lookup, string folder, Action<BadLine> bad)
    {
        var path = Path.Combine(folder, lookup.File);
        if (!File.Exists(path))
        {
            throw new MappingException(
                mapping.Path, 0, 0, $"The lookup '{lookup.Name}' reads {lookup.File}, which is not beside the recording in '{folder}'. Put it there, or take the lookup out.");
        }

        using var table = new CsvTable(path, mapping, bad);
        var key = IndexOf(lookup.Key);
        var sums = lookup.Sum.Select(IndexOf).ToArray();
        var joined = new JoinedTable(table.Columns);
        foreach (var (fields, _) in table.Rows())
        {
            if (sums.FirstOrDefault(at => !TryNumber(fields[at], out _), -1) is >= 0 and var wrong)
            {
                table.Report($"'{table.Columns[wrong]}' is not a number.");
            }
            else if (!joined.rows.TryAdd(fields[key], fields))
            {
                Add(joined.rows[fields[key]], fields, sums);
            }
        }

        return joined;

        int IndexOf(string column) => Array.IndexOf(table.Columns, column) is >= 0 and var at
            ? at
            : throw new MappingException(
                mapping.Path, 0, 0, $"The lookup '{lookup.Name}' names the column '{column}', which {lookup.File} does not have.");
    }

    private static void Add(string[] kept, string[] fields, int[] sums)
    {
        foreach (var at in sums)
        {
            var sum = Number(kept[at]) + Number(fields[at]);
            kept[at] = sum.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number);
}
