using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>The rows of a CSV file; what is no row is reported and skipped.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>Bytes of one line, and of one row: a longer one is reported and skipped.</summary>
    private const int RowBytesMax = 256 * 1024;

    private readonly string name;
    private readonly CsvReader reader;
    private readonly Action<BadLine> bad;

    public CsvTable(string path, CsvMapping mapping, Action<BadLine> bad)
    {
        name = Path.GetFileName(path);
        this.bad = bad;
        var lines = new LineFilter(Recording.Open(path), RowBytesMax, TooLong);
        reader = CsvReader.Create(lines, new CsvReaderOptions
        {
            Separator = mapping.Delimiter,
            AllowLineBreaksInQuotes = mapping.Multiline,
            MaxRecordSize = RowBytesMax,
            TrackLineNumbers = true,
            FormatProvider = CultureInfo.InvariantCulture,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = Malformed,
        });
        Columns = [.. reader.Headers];
    }

    /// <summary>The names in the first row.</summary>
    public string[] Columns { get; }

    /// <summary>The rows with as many fields as there are columns, each with its line.</summary>
    public IEnumerable<(string[] Fields, long Line)> Rows()
    {
        while (Next())
        {
            if (Utf8.IsValid(reader.RawRecord))
            {
                yield return (reader.Current.ToArray(), reader.LineNumber);
            }
            else
            {
                Report("The row is not valid UTF-8.");
            }
        }
    }

    /// <summary>Reports the row that was read last.</summary>
    public void Report(string reason) => bad(new(reader.LineNumber, reason, Excerpt(reader.RawRecord), name));

    public void Dispose() => reader.Dispose();

    private bool Next()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException error)
        {
            var reason = $"A row has more than {RowBytesMax} bytes, so the rest is not read. Look for an unclosed quotation mark.";
            bad(new(error.LineNumber, reason, [], name));
            return false;
        }
    }

    private void Malformed(CsvMalformedRecord record)
    {
        var reason = record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => $"The row does not have the {Columns.Length} columns that the first row names.",
            CsvMalformedReason.LineBreakInQuotes =>
                "A quoted field goes over the end of the line. If that is meant, put 'multiline: true' into the mapping.",
            CsvMalformedReason.UnterminatedQuote => "A quotation mark is not closed.",
            _ => "A quotation mark stands where none may be; within quotes it is doubled.",
        };
        bad(new(record.LineNumber, reason, Excerpt(Encoding.UTF8.GetBytes(record.RawRecord)), name));
    }

    private void TooLong(BoundedLines lines) =>
        bad(new(lines.Number, $"The line has {lines.Length} bytes; {RowBytesMax} are allowed.", Excerpt(lines.Bytes), name));

    private static byte[] Excerpt(ReadOnlySpan<byte> raw) => raw[..Math.Min(raw.Length, BadLine.ExcerptBytesMax)].ToArray();
}
