using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Calendars;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Governance;

/// <summary>Reads sending.yaml: quiet hours, caps, engagement, the control group and the tags that sends may have.</summary>
internal sealed class SendingReader(FileProblems problems, Brand brand)
{
    private static readonly string[] Thens = ["wait", "withhold"];

    private ImmutableArray<string> tags = [];

    public SendingRules Read(Node root)
    {
        var map = MapReader.Of(root, problems, "sending.yaml", "tags", "quietHours", "caps", "engagement", "control");
        if (map is null)
        {
            return SendingRules.None;
        }

        tags = ReadTags(map);
        var quiet = map.Items("quietHours").Select(ReadQuietHours).OfType<QuietHours>().ToImmutableArray();
        var caps = new CapReader(problems, Filter).Read(map);
        var gates = map.Items("engagement").Select(ReadGate).OfType<EngagementGate>().ToImmutableArray();
        return new() { Tags = tags, QuietHours = quiet, Caps = caps, Engagement = gates, Control = ReadControl(map) };
    }

    /// <summary>'then': what becomes of a message that the rule stops.</summary>
    public static bool Waits(MapReader map, bool otherwise)
    {
        if (map.Text("then") is not { } then)
        {
            return otherwise;
        }

        if (!Thens.Contains(then.Text))
        {
            map.Problems.Add(
                then.At, $"'then' is wait or withhold; here stands {then.Description}.", Core.Expressions.Suggestions.For(then.Text, Thens));
        }

        return then.Text == "wait";
    }

    private ImmutableArray<string> ReadTags(MapReader map)
    {
        var read = ImmutableArray.CreateBuilder<string>();
        foreach (var item in map.Items("tags"))
        {
            if (item is not TextNode text)
            {
                problems.Add(item.At, $"A tag is a name; here stands {item.Description}.");
            }
            else if (Names.Check(text, problems) is { } tag)
            {
                read.Add(tag);
            }
        }

        return [.. read.Distinct()];
    }

    private QuietHours? ReadQuietHours(Node item)
    {
        var map = MapReader.Of(item, problems, "a rule of quiet hours", "from", "to", "on", "hours", "channels", "purposes", "tags", "then");
        if (map is null)
        {
            return null;
        }

        if (map.Has("hours") && (map.Has("from") || map.Has("to") || map.Has("on")))
        {
            problems.Add(map.Map.At, "A rule of quiet hours has 'from' and 'to', or 'hours' with several; not both.");
        }

        var hours = map.Has("hours")
            ? map.Items("hours").Select(inner => ReadHours(MapReader.Of(inner, problems, "hours", "from", "to", "on"))).OfType<LocalWindow>()
            : new[] { ReadHours(map) }.OfType<LocalWindow>();
        var rule = new QuietHours(Filter(map), [.. hours], Waits(map, otherwise: true));
        if (LeavesNoTime(rule))
        {
            problems.Add(map.Map.At, "These hours leave no time of the week in which anything could be sent.");
        }

        return rule;
    }

    private EngagementGate? ReadGate(Node item)
    {
        var map = MapReader.Of(item, problems, "a rule of engagement", "within", "channels", "purposes", "tags");
        map?.Required("within");
        return map?.Duration("within") is { } within ? new(Filter(map), within) : null;
    }

    private ControlGroup? ReadControl(MapReader map)
    {
        var control = MapReader.Of(map.Node("control"), problems, "a control group", "percent", "salt", "purposes");
        if (control is null)
        {
            return null;
        }

        var percent = control.Percent("percent");
        var purposes = Known(control, "purposes", "purpose", brand.Purposes.Select(purpose => purpose.Name));
        foreach (var item in control.Items("purposes").OfType<TextNode>().Where(item => brand.IsTransactional(item.Text)))
        {
            problems.Add(item.At, $"'{item.Text}' is transactional: nobody is kept without what they must be told.");
        }

        return new(percent ?? 0, control.Text("salt")?.Text ?? "", purposes);
    }

    private LocalWindow? ReadHours(MapReader? map)
    {
        if (map is null)
        {
            return null;
        }

        var (from, to) = (map.Required("from"), map.Required("to"));
        return ClockReader.Window(from, to, ClockReader.Days(map, "on"), map.Map.At, problems);
    }

    /// <summary>In a week without a change of the clocks, minute by minute.</summary>
    private static bool LeavesNoTime(QuietHours rule)
    {
        const int Week = 7 * 24 * 60;
        var quiet = new bool[Week];
        foreach (var hours in rule.Hours)
        {
            var from = (hours.From.Hour * 60) + hours.From.Minute;
            var to = (hours.To.Hour * 60) + hours.To.Minute;
            for (var day = 0; day < 7; day++)
            {
                var length = to > from ? to - from : to - from + (24 * 60);
                for (var minute = 0; minute < length && ((int)hours.On & (1 << day)) != 0; minute++)
                {
                    quiet[((day * 24 * 60) + from + minute) % Week] = true;
                }
            }
        }

        return Array.TrueForAll(quiet, minute => minute);
    }

    private MessageFilter Filter(MapReader map) => new(
        Known(map, "channels", "channel", brand.Channels.Select(channel => channel.Name)),
        Known(map, "purposes", "purpose", brand.Purposes.Select(purpose => purpose.Name)),
        Known(map, "tags", "tag", tags));

    private ImmutableArray<string> Known(MapReader map, string key, string what, IEnumerable<string> known)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in map.Items(key))
        {
            if (item is not TextNode { Text.Length: > 0 } text)
            {
                problems.Add(item.At, $"'{key}' is a list of names; here stands {item.Description}.");
                continue;
            }

            if (!known.Contains(text.Text))
            {
                problems.AddUnknown(text, what, known);
            }

            names.Add(text.Text);
        }

        if (map.Node(key) is ListNode { Items.Count: 0 } empty)
        {
            problems.Add(empty.At, $"'{key}' names none; leave it out for all.");
        }

        return names.ToImmutable();
    }
}
