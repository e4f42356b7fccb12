using System.Globalization;
using System.Text.Json.Nodes;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Tests.Schemas;

/// <summary>YAML as the JSON that an editor holds against a schema: plain texts become numbers, flags and null where they look like it.</summary>
internal static class YamlJson
{
    public static JsonNode? Of(string yaml)
    {
        var problems = new List<Diagnostic>();
        var node = YamlReader.Read(yaml, new("x", problems, []));
        Assert.Empty(problems);
        return Convert(node!);
    }

    private static JsonNode? Convert(Node node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Convert(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Convert)]),
        TextNode { Plain: true, Text: "" or "null" or "~" } => null,
        TextNode { Plain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        TextNode { Plain: true } text when decimal.TryParse(
            text.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(((TextNode)node).Text),
    };
}
