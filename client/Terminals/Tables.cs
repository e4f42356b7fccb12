using Spectre.Console;

namespace JourneyGrains.CommandLine.Terminals;

/// <summary>Tables as this program shows them.</summary>
internal static class Tables
{
    /// <summary>With lines for a person, with blanks only for a file.</summary>
    public static Table NewTable(this Terminal terminal, params IEnumerable<string> columns)
    {
        var table = new Table { Border = terminal.OutIsPerson ? TableBorder.Rounded : TableBorder.None };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)) { NoWrap = true });
        }

        if (table.Columns.Count > 0)
        {
            table.Columns[^1].NoWrap = false;
        }

        return table;
    }

    /// <summary>A row of plain texts; nothing in them is taken for markup.</summary>
    public static void AddTexts(this Table table, params string[] texts) => table.AddRow([.. texts.Select(text => new Text(text))]);

    /// <summary>What a person reads as a moment: in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset? moment) => moment is { } known ? Moment(known) : "-";

    /// <summary>A count with its thousands apart.</summary>
    /// <summary>As much of a digest as a person compares.</summary>
    public static string Version(string digest) => digest.Length <= 12 ? digest : digest[..12];

    public static string Count(long count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
