using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Governance;

/// <summary>Reads the caps of sending.yaml.</summary>
internal sealed class CapReader(FileProblems problems, Func<MapReader, MessageFilter> filter)
{
    private static readonly TimeSpan WithinMax = TimeSpan.FromDays(366);
    private static readonly string[] Units = ["day", "week", "month"];

    public ImmutableArray<Cap> Read(MapReader map)
    {
        var caps = ImmutableArray.CreateBuilder<Cap>();
        foreach (var item in map.Items("caps"))
        {
            if (ReadCap(item) is { } cap)
            {
                if (caps.Any(other => other.Name == cap.Name))
                {
                    problems.Add(item.At, $"The cap '{cap.Name}' is here twice.");
                }

                caps.Add(cap);
            }
        }

        if (caps.Sum(cap => (long)cap.Most) is var all && all > CustomerLimits.CapUsesMax)
        {
            problems.Add(
                map.Node("caps")!.At, $"The caps together allow {all} messages; {CustomerLimits.CapUsesMax} are the most that can be counted.");
        }

        return caps.ToImmutable();
    }

    private Cap? ReadCap(Node item)
    {
        var map = MapReader.Of(item, problems, "a cap", "cap", "most", "within", "per", "channels", "purposes", "tags", "then");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("cap"), problems);
        map.Required("most");
        var most = map.Whole("most", 1, CustomerLimits.CapUsesMax);
        var window = ReadWindow(map);
        var applies = filter(map);
        var waits = SendingReader.Waits(map, otherwise: false);
        return name is null || most is null || window is null ? null : new(name, most.Value, window, applies, waits);
    }

    private CapWindow? ReadWindow(MapReader map)
    {
        if (map.Has("within") == map.Has("per"))
        {
            if (map.Has("per") || !map.HasUnknown)
            {
                problems.Add(map.Map.At, "A cap counts 'within' a time, like 7d, or 'per' day, week or month of the customer's calendar: one of the two.");
            }

            return null;
        }

        if (map.Has("within"))
        {
            if (map.Duration("within") is { } length && length > WithinMax)
            {
                problems.Add(map.Node("within")!.At, "'within' is 366d at most.");
            }

            return map.Duration("within") is { } within ? new RollingWindow(within) : null;
        }

        if (map.Text("per") is not { } per)
        {
            return null;
        }

        if (Array.IndexOf(Units, per.Text) is >= 0 and var unit)
        {
            return new CalendarWindow((CalendarUnit)unit);
        }

        problems.Add(
            per.At, $"'per' is day, week or month; here stands {per.Description}.", Core.Expressions.Suggestions.For(per.Text, Units));
        return null;
    }
}
