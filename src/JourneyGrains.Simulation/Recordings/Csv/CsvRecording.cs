namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>Reads CSV files as recordings, by a mapping. Bad rows are reported with file, line and reason; the rest goes on (I7).</summary>
public static class CsvRecording
{
    /// <summary>Events of one recording: they are sorted in memory, at some 500 bytes each. Split what is larger.</summary>
    public const int EventsMax = 5_000_000;

    /// <summary>The events in order of arrival; those of one moment in order of their lines, then of the mapping.</summary>
    /// <param name="path">The file with the rows, or the folder in which the mapping's files are.</param>
    /// <exception cref="MappingException">The mapping does not fit the files.</exception>
    /// <exception cref="InvalidDataException">More than <see cref="EventsMax"/> events.</exception>
    public static IEnumerable<RecordedEvent> Read(string path, CsvMapping mapping, Action<BadLine> bad)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, NameIn(mapping)) : path;
        Recording.Open(file).Dispose();
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var joined = mapping.Lookups.Select(lookup => JoinedTable.Load(mapping, lookup, folder, bad)).ToArray();
        using var table = new CsvTable(file, mapping, bad);
        var columns = new Columns(mapping, table.Columns, joined);
        var on = mapping.Lookups.Select(lookup => columns.Place(lookup.On)).ToArray();
        var where = new RowFilter(mapping.Where, columns);
        var makers = mapping.Events.Select(events => new EventMaker(mapping, events, columns)).ToArray();

        var recorded = new List<RecordedEvent>();
        foreach (var (fields, line) in table.Rows())
        {
            var row = Join(fields, line, joined, on);
            if (where.Holds(row))
            {
                Add(recorded, row, makers, table);
            }
        }

        return recorded.OrderBy(one => one.Arrival);
    }

    private static void Add(List<RecordedEvent> recorded, Row row, EventMaker[] makers, CsvTable table)
    {
        foreach (var maker in makers)
        {
            var (made, problem) = maker.Make(row);
            if (problem is not null)
            {
                table.Report(problem);
            }

            if (made is not null)
            {
                recorded.Add(new(made, made.Time, row.Line));
            }
        }

        if (recorded.Count > EventsMax)
        {
            throw new InvalidDataException($"The recording has more than {EventsMax} events. Split it by customer or by time.");
        }
    }

    private static Row Join(string[] fields, long line, JoinedTable[] joined, ColumnPlace[] on)
    {
        var row = new Row(new string[]?[joined.Length + 1], line);
        row.Tables[0] = fields;
        for (var table = 0; table < joined.Length; table++)
        {
            row.Tables[table + 1] = joined[table].Find(on[table].Of(row));
        }

        return row;
    }

    private static string NameIn(CsvMapping mapping) =>
        mapping.File ?? throw new MappingException(mapping.Path, 0, 0, "A folder was given, but the mapping has no 'file'.");
}
