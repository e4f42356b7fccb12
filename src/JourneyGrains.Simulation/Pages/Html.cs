using System.Globalization;
using System.Net;
using System.Text;

namespace JourneyGrains.Simulation.Pages;

/// <summary>A page in the making. Everything that is not markup of ours is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    public static string Escape(string value) => WebUtility.HtmlEncode(value);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A coordinate, the same text everywhere.</summary>
    public static string Place(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public Html Raw(string markup)
    {
        text.AppendLine(markup);
        return this;
    }

    /// <summary>A drawing; where the page is too narrow for its texts, it scrolls.</summary>
    public Html Drawing(string svg) => Raw($"<div class=scroll>{svg}</div>");

    public Html Heading(string heading) => Raw($"<h2>{Escape(heading)}</h2>");

    public Html Text(string paragraph) => Raw($"<p>{Escape(paragraph)}</p>");

    /// <summary>Numbers that stand out, each with what it counts.</summary>
    public Html Tiles(params (string Name, string Value)[] tiles)
    {
        text.Append("<div class=tiles>");
        foreach (var (name, value) in tiles)
        {
            text.Append(CultureInfo.InvariantCulture, $"<div><b>{Escape(value)}</b>{Escape(name)}</div>");
        }

        return Raw("</div>");
    }

    /// <param name="heads">A head that ends in # is of a column of numbers.</param>
    public Html Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        var isNumber = heads.Select(head => head.EndsWith('#')).ToArray();
        text.Append("<div class=scroll><table><thead><tr>");
        for (var column = 0; column < heads.Count; column++)
        {
            Cell("th", heads[column].TrimEnd('#'), isNumber[column]);
        }

        text.AppendLine("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            text.Append("<tr>");
            for (var column = 0; column < heads.Count; column++)
            {
                Cell("td", row[column], isNumber[column]);
            }

            text.AppendLine("</tr>");
        }

        return Raw("</tbody></table></div>");
    }

    /// <summary>A heading with its table; nothing at all where the table has no rows.</summary>
    /// <param name="text">What is said of the table; null: nothing.</param>
    public Html Section(string heading, string? text, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return this;
        }

        Heading(heading);
        return (text is null ? this : Text(text)).Table(heads, all);
    }

    /// <summary>The whole page: it needs nothing but itself.</summary>
    public string Page(string title) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{Escape(title)}</title>
        <style>{Style.Sheet}</style></head>
        <body><main><h1>{Escape(title)}</h1>
        {text}</main></body></html>

        """.ReplaceLineEndings("\n");

    private void Cell(string tag, string value, bool isNumber) =>
        text.Append(CultureInfo.InvariantCulture, $"<{tag}{(isNumber ? " class=n" : "")}>{Escape(value)}</{tag}>");
}
