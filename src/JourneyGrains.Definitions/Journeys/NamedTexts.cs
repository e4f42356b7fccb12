using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a mapping of names to expressions, as they stand.</summary>
internal static class NamedTexts
{
    /// <param name="what">For messages: "'data'".</param>
    /// <returns>Empty where it is absent; what is no such entry is noted and left out.</returns>
    public static IReadOnlyList<NamedText> Read(Node? node, string what, FileProblems problems)
    {
        var read = new List<NamedText>();
        if (node is null)
        {
            return read;
        }

        if (node is not MapNode map)
        {
            problems.Add(node.At, $"{what} is a mapping of names to expressions, like {{ orderId: event.orderId }}; here stands {node.Description}.");
            return read;
        }

        foreach (var (name, value) in map.Entries)
        {
            if (!StepsReader.IsName(name.Text))
            {
                problems.Add(name.At, $"{name.Description} is no name: a letter, then letters, digits and '_', 64 at most.");
            }
            else if (value is TextNode { Text.Length: > 0 } text)
            {
                read.Add(new(name, text));
            }
            else
            {
                problems.Add(value.At, $"'{name.Text}' is an expression; here stands {value.Description}.");
            }
        }

        return read;
    }
}
