using System.Globalization;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>A row with what is joined to it.</summary>
/// <param name="Tables">The row's own fields, then those of each lookup; null where a lookup found nothing.</param>
internal sealed record Row(string[]?[] Tables, long Line);

/// <summary>A place in a <see cref="Row"/>.</summary>
/// <param name="Table">0: the row itself; -1: the line number.</param>
internal readonly record struct ColumnPlace(int Table, int Index)
{
    public static ColumnPlace Line { get; } = new(-1, 0);

    public string Of(Row row) => Table < 0 ? row.Line.ToString(CultureInfo.InvariantCulture) : row.Tables[Table]?[Index] ?? "";
}

/// <summary>Finds the places of the columns that a mapping names.</summary>
internal sealed class Columns(CsvMapping mapping, string[] own, IReadOnlyList<JoinedTable> joined)
{
    /// <exception cref="MappingException">No file has it, or more than one lookup does.</exception>
    public ColumnPlace Place(string name)
    {
        if (name == "line")
        {
            return ColumnPlace.Line;
        }

        if (Array.IndexOf(own, name) is >= 0 and var at)
        {
            return new(0, at);
        }

        var found = Enumerable.Range(0, joined.Count).SelectMany(table => InLookup(table, name)).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new MappingException(mapping.Path, 0, 0, $"There is no column '{name}'; there are {string.Join(", ", All())}."),
            _ => throw new MappingException(mapping.Path, 0, 0, $"More than one lookup has a column '{name}'; write LOOKUP.{name}."),
        };
    }

    private IEnumerable<ColumnPlace> InLookup(int table, string name)
    {
        var columns = joined[table].Columns;
        var prefix = mapping.Lookups[table].Name + ".";
        var at = Array.IndexOf(columns, name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name);
        return at >= 0 ? [new ColumnPlace(table + 1, at)] : [];
    }

    private IEnumerable<string> All() =>
        own.Concat(mapping.Lookups.SelectMany((lookup, table) => joined[table].Columns.Select(column => $"{lookup.Name}.{column}")));
}
