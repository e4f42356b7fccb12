using System.Collections.Immutable;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>A piece of Handlebars with what it reads.</summary>
/// <param name="Fields">The full paths it reads, each time it does.</param>
/// <param name="Partials">The partials it includes.</param>
internal sealed record TemplatePart(string Source, ImmutableArray<TextNode> Fields, ImmutableArray<TextNode> Partials)
{
    /// <param name="start">Where in the file the source begins.</param>
    public static TemplatePart Parse(string source, Place start, FileProblems problems)
    {
        var reader = new TagReader(problems);
        foreach (var tag in TagScanner.Scan(source, start, problems))
        {
            reader.Take(tag);
        }

        reader.Finish();
        return new(source, reader.Fields, reader.Partials);
    }
}
