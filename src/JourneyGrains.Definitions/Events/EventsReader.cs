using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Events;

/// <summary>Reads events.yaml: the brand's own event types and their properties.</summary>
internal static class EventsReader
{
    private static readonly SortedDictionary<string, ValueKind> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = ValueKind.Text,
        ["number"] = ValueKind.Number,
        ["bool"] = ValueKind.Bool,
        ["time"] = ValueKind.Time,
        ["duration"] = ValueKind.Duration,
        ["list"] = ValueKind.List,
        ["map"] = ValueKind.Map,
        ["any"] = ValueKind.Any,
    };

    public static ImmutableArray<EventType> Read(Node root, FileProblems problems)
    {
        var types = ImmutableArray.CreateBuilder<EventType>();
        foreach (var item in MapReader.Of(root, problems, "events.yaml", "events")?.Items("events") ?? [])
        {
            if (MapReader.Of(item, problems, "an event type", "event", "meaning", "properties") is { } map && ReadType(map) is { } type)
            {
                if (types.Any(other => other.Name == type.Name))
                {
                    problems.Add(item.At, $"The event type '{type.Name}' is declared twice.");
                    continue;
                }

                types.Add(type);
            }
        }

        return types.ToImmutable();
    }

    private static EventType? ReadType(MapReader map)
    {
        var name = map.RequiredText("event");
        var properties = ReadProperties(map);
        if (name is null)
        {
            return null;
        }

        if (!EventCatalogue.IsTypeName(name.Text))
        {
            map.Problems.Add(
                name.At,
                $"{name.Description} is no event type: a-z, 0-9, '.', '_' and '-', beginning with a letter, like complaint.opened.");
            return null;
        }

        if (EventTypes.Find(name.Text) is not null || RuntimeEvents.Find(name.Text) is not null)
        {
            map.Problems.Add(name.At, $"'{name.Text}' is built in, with its properties; take another name.");
            return null;
        }

        return new(name.Text, map.Text("meaning")?.Text ?? "", properties);
    }

    /// <summary>Names with their kinds, under a key; none where it is absent.</summary>
    public static ImmutableArray<EventProperty> ReadProperties(MapReader map, string under = "properties")
    {
        if (map.Node(under) is not { } node)
        {
            return [];
        }

        if (node is not MapNode properties)
        {
            map.Problems.Add(node.At, $"'{under}' is a mapping of names to kinds, like orderId: text.");
            return [];
        }

        var read = ImmutableArray.CreateBuilder<EventProperty>();
        foreach (var (key, value) in properties.Entries)
        {
            if (key.Text is "id" or "type" or "time" || key.Text.Length == 0 || key.Text.Contains('.', StringComparison.Ordinal))
            {
                map.Problems.Add(
                    key.At, $"A property cannot be called '{key.Text}': every event has id, type and time, and a dot means a part.");
            }
            else if (ReadProperty(key.Text, value, map.Problems) is { } property)
            {
                read.Add(property);
            }
        }

        return read.ToImmutable();
    }

    private static EventProperty? ReadProperty(string name, Node value, FileProblems problems)
    {
        if (value is TextNode shorthand)
        {
            return KindOf(shorthand, problems) is { } only ? new(name, only, false, "") : null;
        }

        var map = MapReader.Of(value, problems, "a property", "kind", "required", "meaning");
        return map?.RequiredText("kind") is { } text && KindOf(text, problems) is { } kind
            ? new(name, kind, map.Flag("required") ?? false, map.Text("meaning")?.Text ?? "")
            : null;
    }

    private static ValueKind? KindOf(TextNode text, FileProblems problems)
    {
        if (Kinds.TryGetValue(text.Text, out var kind))
        {
            return kind;
        }

        problems.AddUnknown(text, "kind", Kinds.Keys);
        return null;
    }
}
