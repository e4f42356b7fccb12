using System.Globalization;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>
/// Reads the keys of a mapping. What is not known, missing or of the wrong shape is noted, and reading goes on: a misspelt key is then read
/// as the one it was probably meant to be.
/// </summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, Node> entries = new(StringComparer.Ordinal);
    private readonly FileProblems problems;
    private readonly string what;

    /// <param name="what">For messages: "a wait".</param>
    /// <param name="known">All keys it may have.</param>
    public MapReader(MapNode map, FileProblems problems, string what, params IReadOnlyCollection<string> known)
    {
        Map = map;
        this.problems = problems;
        this.what = what;
        var misspelt = new List<(string Meant, Node Value)>();
        foreach (var (key, value) in map.Entries)
        {
            if (known.Contains(key.Text))
            {
                entries[key.Text] = value;
            }
            else
            {
                HasUnknown = true;
                var near = Suggestions.For(key.Text, known);
                problems.Add(key.At, $"'{key.Text}' means nothing in {what}. Known: {string.Join(", ", known)}.", near);
                if (near is not null)
                {
                    misspelt.Add((near, value));
                }
            }
        }

        foreach (var (meant, value) in misspelt)
        {
            entries.TryAdd(meant, value);
        }
    }

    public MapNode Map { get; }

    public FileProblems Problems => problems;

    /// <summary>A key was noted that it cannot have: what is missing is probably that one, misspelt.</summary>
    public bool HasUnknown { get; }

    /// <summary>A reader of the node, or null (and a note) where it is no mapping.</summary>
    public static MapReader? Of(Node? node, FileProblems problems, string what, params IReadOnlyCollection<string> known)
    {
        if (node is MapNode map)
        {
            return new(map, problems, what, known);
        }

        if (node is not null)
        {
            problems.Add(node.At, $"Here stands {node.Description}; {what} is a mapping with {string.Join(", ", known)}.");
        }

        return null;
    }

    public bool Has(string key) => entries.ContainsKey(key);

    public Node? Node(string key) => entries.GetValueOrDefault(key);

    public Node? Required(string key)
    {
        if (!entries.TryGetValue(key, out var node))
        {
            problems.Add(Map.At, $"'{key}' is missing in {what}.");
        }

        return node;
    }

    /// <summary>A text, or null where it is absent or (noted) no text.</summary>
    public TextNode? Text(string key)
    {
        var node = Node(key);
        if (node is TextNode { Text.Length: > 0 } text)
        {
            return text;
        }

        if (node is not null)
        {
            problems.Add(node.At, $"'{key}' is a text; here stands {node.Description}.");
        }

        return null;
    }

    public TextNode? RequiredText(string key) => Required(key) is null ? null : Text(key);

    /// <summary>The items of a list; a single other node counts as a list of one. Empty where it is absent.</summary>
    public IReadOnlyList<Node> Items(string key) => Node(key) switch
    {
        null => [],
        ListNode list => list.Items,
        TextNode { Text.Length: 0 } => [],
        var single => [single],
    };

    public decimal? Number(string key, decimal least)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (decimal.TryParse(text.Text, Styles, CultureInfo.InvariantCulture, out var number)
            && number >= least)
        {
            return number;
        }

        problems.Add(text.At, $"'{key}' is a number of {least} or more; here stands {text.Description}.");
        return null;
    }

    /// <summary>A whole number within bounds, or null where it is absent or (noted) none.</summary>
    public int? Whole(string key, int least, int most)
    {
        if (Number(key, least) is not { } number)
        {
            return null;
        }

        if (number <= most && number == decimal.Truncate(number))
        {
            return (int)number;
        }

        problems.Add(Node(key)!.At, $"'{key}' is a whole number, {least} to {most}.");
        return null;
    }

    /// <summary>A part of all customers, 0 to 100; null where it is (noted) missing or none.</summary>
    public decimal? Percent(string key)
    {
        Required(key);
        if (Number(key, 0) is not { } percent)
        {
            return null;
        }

        if (percent <= 100 && percent * 100 == decimal.Truncate(percent * 100))
        {
            return percent;
        }

        problems.Add(Node(key)!.At, $"'{key}' is 0 to 100, with two decimals at most.");
        return null;
    }

    /// <summary>As <see cref="Duration"/>, one that is cut where it is longer than any wait, which is noted.</summary>
    public TimeSpan? BoundedDuration(string key)
    {
        var duration = Duration(key);
        if (duration is { } length)
        {
            LongDurations.Note(problems, Text(key)!, length);
        }

        return duration;
    }

    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text.Text, out var duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        problems.Add(
            text.At,
            Durations.TooLong(text.Text) ?? $"'{key}' is a duration, like 45m, 12h or 3d; here stands {text.Description}.",
            DurationWords.Shorten(text.Text));
        return null;
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (text.Text is "true" or "false")
        {
            return text.Text == "true";
        }

        problems.Add(text.At, $"'{key}' is true or false; here stands {text.Description}.");
        return null;
    }
}
