using JourneyGrains.Definitions.Calendars;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a wait step: 45m, or a mapping of for or until, restart, on and timeout.</summary>
internal sealed class WaitReader(StepsReader steps, FileProblems problems, EventCatalogue events)
{
    public WaitSyntax Read(Node node, WaitSyntax empty, string path)
    {
        if (node is TextNode { Text.Length: > 0 } duration)
        {
            return empty with { For = duration };
        }

        var map = MapReader.Of(node, problems, "a wait", "for", "until", "restart", "on", "timeout");
        if (map is null)
        {
            return empty;
        }

        var wait = empty with
        {
            For = map.Text("for"),
            Until = IsLocal(map.Node("until")) ? null : map.Text("until"),
            Local = IsLocal(map.Node("until")) ? new UntilReader(problems).Read(map.Node("until")!) : null,
            Restart = ReadRestart(map),
            Arms = ReadArms(map, path),
            Timeout = ReadTimeout(map, path),
        };
        CheckWhole(wait, map);
        return wait;
    }

    /// <summary>A time of day, or a mapping of clock and calendar; else it is an expression.</summary>
    private static bool IsLocal(Node? until) => until is MapNode || (until is TextNode text && ClockReader.IsTime(text.Text));

    private void CheckWhole(WaitSyntax wait, MapReader map)
    {
        if (map.Has("for") && map.Has("until"))
        {
            problems.Add(
                map.Map.At,
                "A wait has 'for' or 'until', not both; until: min(now + duration(\"3d\"), event.promisedAt) takes the earlier.");
        }

        if (!map.Has("for") && !map.Has("until"))
        {
            if (wait.Arms.Count == 0)
            {
                problems.Add(map.Map.At, "A wait needs 'for', 'until' or 'on': else it never ends.");
            }

            if (map.Has("timeout") || map.Has("restart"))
            {
                problems.Add(map.Map.At, "'timeout' and 'restart' need a 'for' or 'until' to be over or to start anew.");
            }
        }
    }

    private EventRuleSyntax? ReadRestart(MapReader map)
    {
        if (map.Node("restart") is not { } node)
        {
            return null;
        }

        if (node is TextNode name)
        {
            return new(events.Check(name, problems), null);
        }

        var rule = MapReader.Of(node, problems, "a restart", "on", "when");
        return rule is null ? null : new(events.Check(rule.RequiredText("on"), problems), rule.Text("when"));
    }

    private List<WaitArmSyntax> ReadArms(MapReader map, string path)
    {
        var arms = new List<WaitArmSyntax>();
        var items = map.Items("on");
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at] is TextNode name)
            {
                arms.Add(new(new(events.Check(name, problems), null), []));
                continue;
            }

            var arm = MapReader.Of(items[at], problems, "an arm of a wait", "event", "on", "when", "steps");
            if (arm is not null)
            {
                var type = arm.Has("on") ? arm.Text("on") : arm.RequiredText("event");
                arms.Add(new(new(events.Check(type, problems), arm.Text("when")), steps.Read(arm.Node("steps"), $"{path}.{at}")));
            }
        }

        return arms;
    }

    private IReadOnlyList<StepSyntax>? ReadTimeout(MapReader map, string path) => map.Node("timeout") switch
    {
        null => null,
        ListNode list => steps.Read(list, $"{path}.timeout"),
        var node => MapReader.Of(node, problems, "a timeout", "steps") is { } timeout
            ? steps.Read(timeout.Required("steps"), $"{path}.timeout")
            : null,
    };
}
