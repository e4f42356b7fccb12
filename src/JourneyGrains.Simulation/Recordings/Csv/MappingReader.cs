using System.Collections.Immutable;
using JourneyGrains.Core.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>Reads mapping files (YAML).</summary>
public static class MappingReader
{
    /// <exception cref="MappingException">It is not such a mapping; the message names file, line and column.</exception>
    public static CsvMapping Read(string path)
    {
        using var text = File.OpenText(path);
        return Parse(text, path);
    }

    internal static CsvMapping Parse(TextReader text, string path)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(text);
            return yaml.Documents.Count == 1
                ? Mapping(new MappingNode(path, yaml.Documents[0].RootNode), path)
                : throw new MappingException(path, 1, 1, "A mapping file is one YAML document.");
        }
        catch (YamlException error)
        {
            throw new MappingException(path, error.Start.Line, error.Start.Column, error.Message);
        }
    }

    private static CsvMapping Mapping(MappingNode node, string path)
    {
        node.Allow("file", "delimiter", "multiline", "lookup", "where", "events");
        var lookups = node.Find("lookup") is { } joined ? joined.Fields().Select(field => Lookup(field.Name, field.Node)) : [];
        return new(
            path, node.Find("file")?.Text(), Delimiter(node.Find("delimiter")), node.Find("multiline")?.Bool() ?? false, [.. lookups],
            Conditions(node.Find("where")),
            [.. node.Required("events").Items().Select(Event)]);
    }

    private static char Delimiter(MappingNode? node) => node?.Text() switch
    {
        null => ',',
        { Length: 1 } text when char.IsAscii(text[0]) => text[0],
        _ => throw node.Error("A delimiter is one ASCII character, like ';'."),
    };

    private static Lookup Lookup(string name, MappingNode node)
    {
        node.Allow("file", "key", "on", "sum");
        var key = node.Required("key").Text();
        return new(name, node.Required("file").Text(), key, node.Find("on")?.Text() ?? key, Texts(node.Find("sum")));
    }

    private static EventMapping Event(MappingNode node)
    {
        node.Allow("type", "when", "id", "customer", "time", "properties");
        var properties = node.Find("properties") is { } given ? given.Fields().Select(field => Property(field.Name, field.Node)) : [];
        return new(
            node.Required("type").Text(), Conditions(node.Find("when")), node.Required("id").Text(), node.Required("customer").Text(),
            Time(node.Required("time")), [.. properties]);
    }

    private static TimeMapping Time(MappingNode node)
    {
        if (node.IsText)
        {
            return new(node.Text(), null);
        }

        node.Allow("from", "format");
        return new(node.Required("from").Text(), node.Find("format")?.Text());
    }

    private static PropertyMapping Property(string name, MappingNode node)
    {
        if (node.IsText)
        {
            return new(name, null, ValueKind.Text, null, node.Text(), null);
        }

        node.Allow("from", "as", "format", "text", "default");
        var from = node.Find("from")?.Text();
        var text = node.Find("text")?.Text();
        if (from is null == text is null)
        {
            throw node.Error($"The property '{name}' takes either 'from' (a column) or 'text' (with columns in braces).");
        }

        return new(name, from, Kind(node.Find("as")), node.Find("format")?.Text(), text, node.Find("default")?.Text());
    }

    private static ValueKind Kind(MappingNode? node) => node?.Text() switch
    {
        null or "text" => ValueKind.Text,
        "number" => ValueKind.Number,
        "time" => ValueKind.Time,
        "bool" => ValueKind.Bool,
        var other => throw node.Error($"'{other}' is not a kind; known are text, number, time and bool."),
    };

    private static ImmutableArray<RowCondition> Conditions(MappingNode? node) =>
        node is null ? [] : node.IsList ? [.. node.Items().Select(Condition)] : [Condition(node)];

    private static RowCondition Condition(MappingNode node)
    {
        node.Allow("column", "equals", "in", "notEmpty");
        ImmutableArray<string> allowed =
            node.Find("equals") is { } single ? [single.Text()] : node.Find("in") is { } many ? Texts(many) : default;
        var notEmpty = node.Find("notEmpty")?.Bool();
        return allowed.IsDefault && notEmpty is null
            ? throw node.Error("A condition asks for 'equals', 'in' or 'notEmpty'.")
            : new(node.Required("column").Text(), allowed, notEmpty);
    }

    private static ImmutableArray<string> Texts(MappingNode? node) => node is null ? [] : [.. node.Items().Select(item => item.Text())];
}
