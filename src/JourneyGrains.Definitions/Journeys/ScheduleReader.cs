using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Definitions.Calendars;
using JourneyGrains.Definitions.Yaml;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a 'schedule': "09:00", or a mapping of at with on, day or date.</summary>
internal sealed class ScheduleReader(FileProblems problems)
{
    private const int DatesMax = 100;
    private const int LastDay = 31;

    private static readonly string[] Days = ["on", "day", "date"];

    /// <summary>The schedule, or null where it is absent or (noted) none.</summary>
    public LocalSchedule? Read(Node? node)
    {
        if (node is null or TextNode)
        {
            return ClockReader.Time(node, problems, "'schedule'") is { } time ? new(time, Weekdays.All) : null;
        }

        var map = MapReader.Of(node, problems, "'schedule'", "at", "on", "day", "date");
        if (map is null)
        {
            return null;
        }

        if (Days.Where(map.Has).ToArray() is { Length: > 1 } several)
        {
            problems.Add(map.Map.At, $"'schedule' has one of {string.Join(", ", Days)}; here are {string.Join(" and ", several)}.");
        }

        var at = ClockReader.Time(map.Required("at"), problems, "'at'");
        var on = ClockReader.Days(map, "on");
        var day = map.Number("day", 1) ?? 0;
        if (day > LastDay || day != decimal.Truncate(day))
        {
            problems.Add(map.Node("day")!.At, $"'day' is a day of the month, 1 to {LastDay}; in a shorter month it is the last.");
        }

        var dates = ReadDates(map);
        return at is not { } begin || dates is not { } known ? null : new(begin, on) { Day = (int)day, Dates = known };
    }

    /// <summary>In their order; empty where there are none; null where (noted) one is wrong.</summary>
    private ImmutableArray<LocalDate>? ReadDates(MapReader map)
    {
        var dates = new SortedSet<LocalDate>();
        var items = map.Items("date");
        foreach (var item in items)
        {
            if (item is TextNode text && LocalDatePattern.Iso.Parse(text.Text) is { Success: true } date)
            {
                dates.Add(date.Value);
            }
            else
            {
                problems.Add(item.At, $"'date' is a day like 2025-11-11, or a list of them; here stands {item.Description}.");
            }
        }

        if (items.Count > DatesMax)
        {
            problems.Add(map.Node("date")!.At, $"A schedule has {DatesMax} dates at most; here are {items.Count}.");
        }

        return map.Has("date") && dates.Count == 0 ? null : [.. dates];
    }
}
