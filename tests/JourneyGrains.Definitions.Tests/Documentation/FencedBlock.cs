namespace JourneyGrains.Definitions.Tests.Documentation;

/// <summary>An example of the documentation: what stands between two fences.</summary>
/// <param name="Language">yaml, cel, handlebars.</param>
/// <param name="Name">What follows the language: the file it is, or 'steps'.</param>
internal sealed record FencedBlock(string Document, int Line, string Language, string Name, string Text)
{
    public string Place => $"{Document}:{Line}";

    public static IReadOnlyList<FencedBlock> Of(params string[] documents)
    {
        var blocks = new List<FencedBlock>();
        foreach (var document in documents)
        {
            var lines = File.ReadAllLines(Path.Combine(SourceFolder.Docs, document));
            for (var at = 0; at < lines.Length; at++)
            {
                if (lines[at].StartsWith("```", StringComparison.Ordinal))
                {
                    var end = Array.IndexOf(lines, "```", at + 1);
                    var head = lines[at][3..].Split(' ', 2);
                    blocks.Add(
                        new(document, at + 1, head[0], head.Length > 1 ? head[1] : "", string.Join('\n', lines[(at + 1)..end]) + "\n"));
                    at = end;
                }
            }
        }

        return blocks;
    }
}
