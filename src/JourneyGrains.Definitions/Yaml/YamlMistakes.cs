namespace JourneyGrains.Definitions.Yaml;

/// <summary>What people mistype in YAML most often, told with its place and what to write. The parser says it in its own words, and of a tab not where.</summary>
internal static class YamlMistakes
{
    /// <param name="at">Where the parser gave up.</param>
    /// <param name="reason">What it says; told as it is where nothing better is known.</param>
    public static (Place At, string Reason) Tell(string text, Place at, string reason)
    {
        var lines = text.Split('\n');
        if (reason.Contains("tab", StringComparison.Ordinal) && TabIn(lines, at.Line) is { } tab)
        {
            return (tab, "here stands a tab, and only spaces may indent a line. Put spaces in its place.");
        }

        // In a mapping with braces the parser misses the comma instead.
        var isOfColon = reason.Contains("invalid mapping", StringComparison.Ordinal) || reason.Contains("did not find expected ','", StringComparison.Ordinal);
        return isOfColon && IsColon(lines, at)
            ? (at, "a ': ' within a text makes it a key. Put quotes around the whole text, like when: \"event.name == 'a: b'\"; "
                + "or, if a key is meant, begin it on a line of its own, further in.")
            : (at, reason);
    }

    /// <summary>The first tab that indents a line, from where the parser gave up on; it may be told only of what it began to read there.</summary>
    private static Place? TabIn(string[] lines, int from)
    {
        for (var line = Math.Max(0, from - 1); line < lines.Length; line++)
        {
            var indentation = lines[line].AsSpan()[..^lines[line].AsSpan().TrimStart(" \t").Length];
            if (indentation.IndexOf('\t') is >= 0 and var column && indentation.Length < lines[line].TrimEnd().Length)
            {
                return new(line + 1, column + 1);
            }
        }

        return null;
    }

    private static bool IsColon(string[] lines, Place at) =>
        at.Line <= lines.Length && at.Column <= lines[at.Line - 1].Length && lines[at.Line - 1][at.Column - 1] == ':';
}
