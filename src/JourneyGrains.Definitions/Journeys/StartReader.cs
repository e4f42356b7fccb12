using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a start: the journey's name, or a mapping of journey, key and data.</summary>
internal static class StartReader
{
    public static StartSyntax Read(Node node, StartSyntax empty, FileProblems problems)
    {
        if (node is TextNode { Text.Length: > 0 } name)
        {
            return empty with { Journey = name };
        }

        var map = MapReader.Of(node, problems, "a start", "journey", "key", "data");
        if (map is null)
        {
            return empty;
        }

        var data = NamedTexts.Read(map.Node("data"), "'data'", problems);
        var given = map.Node("data") is MapNode { Entries.Count: var count } ? count : map.Has("data") ? -1 : 0;
        return empty with { Journey = map.RequiredText("journey"), Key = map.Text("key"), Data = data, Whole = data.Count == given };
    }
}
