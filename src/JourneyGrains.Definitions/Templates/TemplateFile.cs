using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>A template or partial as a file holds it: NAME.LANG.hbs is HTML, NAME.LANG.txt.hbs is text.</summary>
/// <param name="Language">Empty for a partial of all languages.</param>
/// <param name="Subject">Null where the file gives none.</param>
internal sealed record TemplateFile(
    string Name, string Language, bool IsText, TemplatePart? Subject, TemplatePart Body, FileProblems Problems)
{
    private const string Fence = "---";

    /// <summary>Everything the file reads and includes.</summary>
    public IEnumerable<TemplatePart> Parts => Subject is null ? [Body] : [Subject, Body];

    /// <summary>Null where the name of the file says no template; that is noted.</summary>
    public static TemplateFile? Read(string fileName, string text, bool partial, FileProblems problems)
    {
        var names = fileName.Split('.')[..^1];
        var isText = names is [.., "txt"];
        names = isText ? names[..^1] : names;
        var fits = names is [{ Length: > 0 }, var language] ? Languages.IsTag(language) : partial && names is [{ Length: > 0 }];
        if (!fits)
        {
            var wanted = partial
                ? "NAME.hbs or NAME.LANG.hbs, for text parts NAME.txt.hbs or NAME.LANG.txt.hbs"
                : "NAME.LANG.hbs, for text NAME.LANG.txt.hbs";
            problems.Add(
                new Place(1, 1),
                $"A {(partial ? "partial" : "template")} is called {wanted}, like {(partial ? "footer" : "welcome")}.de.hbs.");
            return null;
        }

        var tag = names.Length == 2 ? names[1] : "";
        return partial
            ? new(names[0], tag, isText, null, TemplatePart.Parse(text, new(1, 1), problems), problems)
            : WithFrontMatter(names[0], tag, isText, text.Replace("\r\n", "\n", StringComparison.Ordinal), problems);
    }

    private static TemplateFile WithFrontMatter(string name, string language, bool isText, string text, FileProblems problems)
    {
        var lines = text.Split('\n');
        var first = lines[0].TrimEnd() == Fence ? 1 : 0;
        var fence = Array.FindIndex(lines, first, line => line.TrimEnd() == Fence);
        if (fence < 0 || (first == 0 && !lines[..fence].All(IsHeader)))
        {
            if (!isText)
            {
                problems.Add(new Place(1, 1), $"The template has no subject: begin it with a line 'subject: ...' and a line '{Fence}'.");
            }

            return new(name, language, isText, null, TemplatePart.Parse(text, new(1, 1), problems), problems);
        }

        TemplatePart? subject = null;
        for (var at = first; at < fence; at++)
        {
            subject = ReadHeader(lines[at], at + 1, problems) ?? subject;
        }

        if (subject is null && !isText)
        {
            problems.Add(new Place(1, 1), "The template has no subject: write a line 'subject: ...' at its beginning.");
        }

        return new(
            name, language, isText, subject, TemplatePart.Parse(string.Join('\n', lines[(fence + 1)..]), new(fence + 2, 1), problems), problems);
    }

    private static bool IsHeader(string line) => line.Contains(':', StringComparison.Ordinal) || line.Trim().Length == 0;

    private static TemplatePart? ReadHeader(string line, int number, FileProblems problems)
    {
        if (line.Trim().Length == 0)
        {
            return null;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var key = colon < 0 ? line.Trim() : line[..colon].Trim();
        if (key != "subject")
        {
            problems.AddUnknown(new(new(number, 1), key, key, true), "header", ["subject"]);
            return null;
        }

        var subject = line[(colon + 1)..].TrimStart();
        return TemplatePart.Parse(subject.TrimEnd(), new(number, line.Length - subject.Length + 1), problems);
    }
}
