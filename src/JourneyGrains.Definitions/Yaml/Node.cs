namespace JourneyGrains.Definitions.Yaml;

/// <summary>A part of a YAML file with its place.</summary>
/// <param name="Size">Nodes in it and itself, with what aliases stand for.</param>
internal abstract record Node(Place At, int Size)
{
    /// <summary>For messages: "a text", "a list", "a mapping".</summary>
    public abstract string Description { get; }
}

/// <summary>A place in a file, from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <param name="Raw">As it stands in the file, with quotes and breaks: what positions within the text are found by.</param>
/// <param name="Plain">Without quotes.</param>
internal sealed record TextNode(Place At, string Text, string Raw, bool Plain) : Node(At, 1)
{
    public override string Description => Text.Length == 0 ? "nothing" : $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'";

    /// <summary>The place of a character of the text, through quotes, escapes and folded lines.</summary>
    public Place PlaceOf(int position)
    {
        var raw = Raw.AsSpan();
        var at = raw.Length > 0 && raw[0] is '"' or '\'' ? 1 : 0;
        if (raw.Length > 0 && raw[0] is '|' or '>')
        {
            at = Math.Max(0, Raw.IndexOf('\n'));
        }

        for (var index = 0; index <= position && at < raw.Length; index++)
        {
            at = SkipTo(raw, at, index < Text.Length ? Text[index] : '\0');
            if (index < position)
            {
                at++;
            }
        }

        at = Math.Min(at, raw.Length);
        var lineStart = at == 0 ? -1 : raw[..at].LastIndexOf('\n');
        return lineStart < 0 ? At with { Column = At.Column + at } : new(At.Line + raw[..at].Count('\n'), at - lineStart);
    }

    /// <summary>From a place in the raw text to where the character stands: over an escape's backslash, a doubled quote, a fold.</summary>
    private static int SkipTo(ReadOnlySpan<char> raw, int at, char wanted)
    {
        var from = at;
        while (at < raw.Length && raw[at] != wanted && (raw[at] is '\\' or '\'' || char.IsWhiteSpace(raw[at])))
        {
            at++;
        }

        return at < raw.Length && raw[at] == wanted ? at : from;
    }
}

internal sealed record ListNode(Place At, int Size, IReadOnlyList<Node> Items) : Node(At, Size)
{
    public override string Description => "a list";
}

internal sealed record MapNode(Place At, int Size, IReadOnlyList<KeyValuePair<TextNode, Node>> Entries) : Node(At, Size)
{
    public override string Description => "a mapping";
}
