namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>A text with columns in braces, like "{order_id}-placed".</summary>
internal sealed class FilledText
{
    private readonly List<(string Literal, ColumnPlace? Place)> pieces = [];

    public FilledText(CsvMapping mapping, string text, Columns columns)
    {
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open)
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                throw new MappingException(mapping.Path, 0, 0, $"A brace is not closed in '{text}'.");
            }

            pieces.Add((text[at..open], columns.Place(text[(open + 1)..close])));
            at = close + 1;
        }

        pieces.Add((text[at..], null));
    }

    public string Of(Row row) => string.Concat(pieces.Select(piece => piece.Literal + piece.Place?.Of(row)));
}
