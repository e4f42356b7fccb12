using JourneyGrains.Core.Calendars;
using JourneyGrains.Definitions.Calendars;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads an 'until' by the customer's clock and calendar: "18:00", or a mapping of at, between, on, date and offset.</summary>
internal sealed class UntilReader(FileProblems problems)
{
    private static readonly LocalUntilSyntax Nothing = new(null, null, default, null);

    public LocalUntilSyntax Read(Node node)
    {
        if (node is TextNode)
        {
            return ClockReader.Time(node, problems, "'until'") is { } time ? Nothing with { Clock = new NextLocalTime(time, Weekdays.All) } : Nothing;
        }

        var map = new MapReader((MapNode)node, problems, "'until'", "at", "between", "on", "date", "offset");
        return map.Has("date") ? Date(map) : Nothing with { Clock = Clock(map) };
    }

    private LocalUntilSyntax Date(MapReader map)
    {
        foreach (var other in new[] { "between", "on" })
        {
            if (map.Node(other) is { } node)
            {
                problems.Add(node.At, $"'{other}' does not go with 'date'; let a second wait follow for it.");
            }
        }

        var offset = default(CalendarOffset);
        if (map.Text("offset") is { } text && !CalendarOffset.TryParse(text.Text, out offset))
        {
            problems.Add(
                text.At, $"'offset' is calendar days and a time, like -1d, 2w or -1d2h, {CalendarOffset.DaysMax} days at most; here stands {text.Description}.");
        }

        return new(null, map.Text("date"), offset, ClockReader.Time(map.Node("at"), problems, "'at'"));
    }

    private LocalUntil? Clock(MapReader map)
    {
        if (map.Node("offset") is { } offset)
        {
            problems.Add(offset.At, "'offset' moves a 'date'; there is none here.");
        }

        var days = ClockReader.Days(map, "on");
        if (map.Node("between") is not { } between)
        {
            return ClockReader.Time(map.Node("at"), problems, "'at'") is { } at ? new NextLocalTime(at, days)
                : map.Has("on") && !map.Has("at") ? new WithinLocalWindow(new(default, default, days))
                : Missing(map);
        }

        if (map.Has("at"))
        {
            problems.Add(map.Map.At, "'until' has 'at' or 'between', not both.");
        }

        if (between is not ListNode { Items: [var from, var to] })
        {
            problems.Add(between.At, $"'between' is two times of day, like [\"09:00\", \"18:00\"]; here stands {between.Description}.");
            return null;
        }

        return ClockReader.Window(from, to, days, between.At, problems) is { } window ? new WithinLocalWindow(window) : null;
    }

    private LocalUntil? Missing(MapReader map)
    {
        if (!map.Has("at") && !map.HasUnknown)
        {
            problems.Add(map.Map.At, "'until' needs 'at', 'between', 'on' or 'date'.");
        }

        return null;
    }
}
