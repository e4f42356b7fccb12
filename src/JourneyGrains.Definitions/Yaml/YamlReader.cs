using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>
/// Reads YAML into nodes that know their places. Aliases are taken, but not into themselves and not beyond the limits; a mapping with the
/// same key twice is a problem. Whatever the parser makes of a malformed text, it comes to a problem with its place.
/// </summary>
internal sealed class YamlReader
{
    private readonly string text;
    private readonly FileProblems problems;
    private readonly Parser parser;
    private readonly Dictionary<AnchorName, Node?> anchors = [];
    private readonly Stack<(char Bracket, Mark Start)> brackets = new();
    private int depth;

    private YamlReader(string text, FileProblems problems)
    {
        this.text = text;
        this.problems = problems;
        parser = new(new StringReader(text));
    }

    /// <summary>The document of the file, or null where there is none; then the problem is noted.</summary>
    public static Node? Read(string text, FileProblems problems)
    {
        try
        {
            return new YamlReader(text, problems).Document();
        }
        catch (YamlException error)
        {
            var (at, reason) = YamlMistakes.Tell(text, PlaceOf(error.Start), Reason(error));
            problems.Add(at, $"This is not YAML: {reason}");
            return null;
        }
    }

    private static string Reason(YamlException error) => error.InnerException?.Message ?? error.Message;

    private static Place PlaceOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private Node? Document()
    {
        Advance();
        Advance();
        if (parser.Current is not DocumentStart)
        {
            problems.Add(new Place(1, 1), "The file is empty.");
            return null;
        }

        Advance();
        var root = Value();
        Advance();
        if (parser.Current is DocumentStart second)
        {
            problems.Add(PlaceOf(second.Start), "A file holds one document; put the second one into a file of its own.");
        }

        return root;
    }

    /// <summary>Reads the value at the parser and moves past it.</summary>
    private Node Value()
    {
        var current = parser.Current ?? throw Broken();
        if (current is AnchorAlias alias)
        {
            Advance();
            return Resolve(alias);
        }

        var anchor = current is NodeEvent { Anchor: { IsEmpty: false } name } ? name : default;
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = null;
        }

        if (++depth > YamlLimits.DepthMax)
        {
            throw new YamlException(current.Start, current.End, $"nested deeper than {YamlLimits.DepthMax} levels.");
        }

        Node node = current switch
        {
            Scalar scalar => Text(scalar),
            SequenceStart start => List(start),
            MappingStart start => Map(start),
            _ => throw new YamlException(current.Start, current.End, "something else than a text, a list or a mapping."),
        };
        depth--;
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private Node Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value.Value} has no anchor before it.");
        }

        return node ?? throw new YamlException(
            alias.Start, alias.End, $"the alias *{alias.Value.Value} stands within what it refers to: a cycle.");
    }

    private TextNode Text(Scalar scalar)
    {
        Advance();
        var (start, end) = ((int)Math.Min(scalar.Start.Index, text.Length), (int)Math.Min(scalar.End.Index, text.Length));
        return new(PlaceOf(scalar.Start), scalar.Value, start < end ? text[start..end] : "", scalar.Style == ScalarStyle.Plain);
    }

    private ListNode List(SequenceStart start)
    {
        Open(start.Style == SequenceStyle.Flow ? '[' : ' ', start);
        var items = new List<Node>();
        var size = 1;
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Value());
            size = Grow(size, items[^1]);
        }

        Close();
        return new(PlaceOf(start.Start), size, items);
    }

    private MapNode Map(MappingStart start)
    {
        Open(start.Style == MappingStyle.Flow ? '{' : ' ', start);
        var entries = new List<KeyValuePair<TextNode, Node>>();
        var size = 1;
        while (parser.Current is not MappingEnd)
        {
            var key = Value();
            var value = Value();
            size = Grow(size, value);
            if (key is not TextNode name)
            {
                problems.Add(key.At, $"A key is a text, not {key.Description}.");
            }
            else if (entries.Exists(entry => entry.Key.Text == name.Text))
            {
                problems.Add(name.At, $"'{name.Text}' is here twice; only one can hold.");
            }
            else
            {
                entries.Add(new(name, value));
            }
        }

        Close();
        return new(PlaceOf(start.Start), size, entries);
    }

    private void Open(char bracket, ParsingEvent start)
    {
        brackets.Push((bracket, start.Start));
        Advance();
    }

    private void Close()
    {
        brackets.Pop();
        Advance();
    }

    /// <summary>On to the next event. On some malformed texts the parser fails with other exceptions than its own.</summary>
    private void Advance()
    {
        try
        {
            parser.MoveNext();
        }
        catch (Exception error) when (error is not YamlException)
        {
            throw Broken();
        }
    }

    /// <summary>For a text the parser cannot say anything of: it broke off after the current event.</summary>
    private YamlException Broken()
    {
        var end = parser.Current?.End ?? new Mark(0, 1, 1);
        if (brackets.TryPeek(out var open) && open.Bracket != ' ')
        {
            var closing = open.Bracket == '{' ? '}' : ']';
            return new(open.Start, end, $"the '{open.Bracket}' that opens here is not closed. Put a '{closing}' where it ends.");
        }

        return new(end, end, "the text cannot be read from here on. Look for a bracket or quote that is not closed, or a wrong indentation.");
    }

    private int Grow(int size, Node added) => size + added.Size <= YamlLimits.NodesMax
        ? size + added.Size
        : throw new YamlException(
            parser.Current!.Start, parser.Current.End, $"with its aliases the file comes to more than {YamlLimits.NodesMax} texts, lists and mappings.");
}
