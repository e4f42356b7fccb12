using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Expressions;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads 'enter': by which ways a customer comes into a journey, and under which conditions.</summary>
internal sealed class EntryReader(FileProblems problems, EventCatalogue events, ExpressionReader expressions)
{
    private const string Api = "api";
    private const string Campaign = "campaign";

    private static readonly string[] Ways = [Api, Campaign];

    /// <summary>The entry, or null where it is absent or (noted) too wrong for one.</summary>
    public Entry? Read(Node? node)
    {
        var map = MapReader.Of(node, problems, "'enter'", "on", "segment", "schedule", "by", "data", "key", "when", "again");
        if (map is null)
        {
            return null;
        }

        var entry = ReadWays(map);
        var fields = Fields(entry, events);
        var key = expressions.Compile(map.Text("key"), fields);
        expressions.CheckKey(map.Text("key"), key);
        var when = expressions.Condition(map.Text("when"), fields);
        var again = ReadAgain(map);
        return entry is null ? null : entry with { Key = key, When = when, Again = again };
    }

    /// <summary>What may be read where 'event' is what began the run, by whichever way it came. Anything, where the entry was noted as wrong.</summary>
    public static FieldTable Fields(Entry? entry, EventCatalogue events)
    {
        var types = new List<EventType?>();
        if (entry is null || entry.On is not (RuntimeEvents.Requested or RuntimeEvents.WaveReached))
        {
            types.Add(entry is null ? null : events.Find(entry.On));
        }

        if (entry?.Request is { } request && !types.Contains(request))
        {
            types.Add(request.Properties.IsEmpty ? null : request);
        }

        if (entry is { ByCampaign: true })
        {
            types.Add(RuntimeEvents.Find(RuntimeEvents.WaveReached));
        }

        var open = types.Contains(null);
        var names = new[] { entry?.On, entry?.Request is null ? null : RuntimeEvents.Requested, entry is { ByCampaign: true } ? RuntimeEvents.WaveReached : null };
        return FieldTable.Customer.WithEvent(
            "event", open ? [] : [.. types.OfType<EventType>()], open || types.Count > 1, entry is null ? null : [.. names.OfType<string>().Distinct()]);
    }

    /// <summary>The ways, without conditions; null where (noted) there is none.</summary>
    private Entry? ReadWays(MapReader map)
    {
        var by = ReadBy(map);
        var segment = ReadSegment(map);
        var schedule = new ScheduleReader(problems).Read(map.Node("schedule"));
        if (map.Node("schedule") is { } calendar && (map.Has("on") || map.Has("segment")))
        {
            problems.Add(calendar.At, "'schedule' is a way of its own: 'on' and 'segment' do not go with it. The days stand within it.");
        }

        var type = map.Has("schedule") ? RuntimeEvents.ScheduleReached
            : map.Has("segment") ? ReadChange(map)
            : map.Has("on") ? events.Check(map.RequiredText("on"), problems) : null;
        if (type is null && !map.Has("on") && !map.Has("by") && !map.HasUnknown)
        {
            problems.Add(map.Map.At, $"'enter' says by what: 'on' an event, a 'segment', a 'schedule', or 'by': {string.Join(", ", Ways)}.");
        }

        if (type is null ? map.Has("on") || by.Count == 0 : (map.Has("segment") && segment is null) || (map.Has("schedule") && schedule is null))
        {
            return null;
        }

        return new(type ?? (by.Contains(Api) ? RuntimeEvents.Requested : RuntimeEvents.WaveReached), null, null, Reentry.Always)
        {
            ByCampaign = by.Contains(Campaign),
            Segment = segment,
            Schedule = schedule,
            Request = ReadRequest(map, type, by.Contains(Api)),
        };
    }

    private string? ReadSegment(MapReader map)
    {
        if (map.Text("segment") is not { } name)
        {
            return null;
        }

        if (events.Given.Of(NameKind.Segment) is { } known && !known.Contains(name.Text))
        {
            problems.AddUnknown(name, "segment", known);
            return null;
        }

        return name.Text;
    }

    /// <summary>What of the segment it is: that it is entered, or left.</summary>
    private string? ReadChange(MapReader map)
    {
        if (map.Text("on") is not { } on)
        {
            return RuntimeEvents.SegmentEntered;
        }

        if (on.Text is not ("entered" or "left"))
        {
            problems.Add(on.At, $"With 'segment', 'on' is entered or left; here stands {on.Description}.");
        }

        return on.Text == "left" ? RuntimeEvents.SegmentLeft : RuntimeEvents.SegmentEntered;
    }

    private List<string> ReadBy(MapReader map)
    {
        var ways = new List<string>();
        if (map.Node("by") is { } node && map.Items("by").Count == 0)
        {
            problems.Add(node.At, $"'by' is one of {string.Join(", ", Ways)}, or a list of them; here stands {node.Description}.");
        }

        foreach (var item in map.Items("by"))
        {
            if (item is TextNode text && Ways.Contains(text.Text))
            {
                ways.Add(text.Text);
            }
            else if (item is TextNode { Text.Length: > 0 } other)
            {
                problems.AddUnknown(other, "way", Ways);
            }
            else
            {
                problems.Add(item.At, $"'by' is one of {string.Join(", ", Ways)}, or a list of them; here stands {item.Description}.");
            }
        }

        return ways;
    }

    /// <summary>What the data of a call are held against: the event it stands in for, or what 'data' says.</summary>
    private EventType? ReadRequest(MapReader map, string? type, bool may)
    {
        var data = EventsReader.ReadProperties(map, "data");
        if (map.Node("data") is { } node && (!may || type is not null))
        {
            problems.Add(node.At, may
                ? $"'data' goes without another way in: a call stands in for {type} then, and gives what that has."
                : "'data' says what a call gives; this journey is not entered by one ('by: api').");
        }

        return !may ? null : type is null ? new(RuntimeEvents.Requested, "", data) : events.Find(type) ?? new EventType(type, "", []);
    }

    private Reentry ReadAgain(MapReader map)
    {
        const string After = "after ";
        if (map.Node("again") is MapNode node)
        {
            var rule = new MapReader(node, problems, "'again'", "after");
            rule.Required("after");
            return new(ReentryRule.After, rule.Duration("after") ?? TimeSpan.Zero);
        }

        if (map.Text("again") is not { } text)
        {
            return Reentry.Always;
        }

        if (text.Text.StartsWith(After, StringComparison.Ordinal)
            && Durations.TryParse(text.Text[After.Length..].Trim(), out var duration) && duration > TimeSpan.Zero)
        {
            return new(ReentryRule.After, duration);
        }

        if (text.Text is not ("always" or "never"))
        {
            var meant = text.Text.StartsWith(After, StringComparison.Ordinal) ? DurationWords.Shorten(text.Text[After.Length..]) : null;
            problems.Add(
                text.At, $"'again' is always, never or after a duration, like 'after 7d'; here stands {text.Description}.",
                meant is null ? null : After + meant);
        }

        return text.Text == "never" ? new(ReentryRule.Never, TimeSpan.Zero) : Reentry.Always;
    }
}
