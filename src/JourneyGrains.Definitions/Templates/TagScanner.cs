using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>A tag of a template: what stands between two pairs of braces.</summary>
/// <param name="Content">Without braces, white-space control and surrounding white space.</param>
internal readonly record struct Tag(string Content, Place At);

/// <summary>Finds the tags of a template.</summary>
internal static class TagScanner
{
    /// <param name="start">Where in the file the source begins.</param>
    public static IEnumerable<Tag> Scan(string source, Place start, FileProblems problems)
    {
        var (at, line, lineStart) = (0, start.Line, 1 - start.Column);
        while (source.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            line += Lines(source, at, open, ref lineStart);
            var place = new Place(line, open - lineStart + 1);
            var comment = source.AsSpan(open + 2).TrimStart('~').StartsWith("!--");
            var closing = comment ? "--" : "";
            var end = source.IndexOf($"{closing}}}}}", open + 2, StringComparison.Ordinal);
            if (comment && end < 0)
            {
                end = source.IndexOf($"{closing}~}}}}", open + 2, StringComparison.Ordinal);
            }

            if (end < 0)
            {
                problems.Add(place, "This tag is not closed: }} is missing.");
                yield break;
            }

            var content = source[(open + 2)..end].Trim().Trim('~').Trim();
            if (content.StartsWith('{') || content.StartsWith('&'))
            {
                problems.Add(
                    place, "Unescaped output is not allowed: a name with markup in it would become part of the page. Write {{ and }}.");
            }
            else if (!comment && !content.StartsWith('!'))
            {
                yield return new(content, place);
            }

            line += Lines(source, open, end, ref lineStart);
            at = end + closing.Length + 2;
            while (at < source.Length && source[at] == '}')
            {
                at++;
            }
        }
    }

    private static int Lines(string source, int from, int to, ref int lineStart)
    {
        var span = source.AsSpan(from, to - from);
        if (span.LastIndexOf('\n') is var last and >= 0)
        {
            lineStart = from + last + 1;
        }

        return span.Count('\n');
    }
}
