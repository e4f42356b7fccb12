using System.Globalization;
using System.Text.RegularExpressions;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Definitions.Yaml;
using NodaTime;
using NodaTime.Text;

namespace JourneyGrains.Definitions.Calendars;

/// <summary>Reads times of day, days of the week and hours from one time to another.</summary>
internal static partial class ClockReader
{
    private const string EndOfDay = "24:00";

    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>It is meant for a time of day, right or wrong.</summary>
    public static bool IsTime(string text) => Shape().IsMatch(text);

    /// <summary>A time of day, or null where it is absent or (noted) none.</summary>
    /// <param name="endOfDay">24:00 will do; it is read as 00:00.</param>
    public static LocalTime? Time(Node? node, FileProblems problems, string what, bool endOfDay = false)
    {
        if (node is null)
        {
            return null;
        }

        if (node is TextNode text)
        {
            if (endOfDay && text.Text == EndOfDay)
            {
                return LocalTime.Midnight;
            }

            if (Pattern.Parse(text.Text) is { Success: true } time)
            {
                return time.Value;
            }
        }

        var hint = node is TextNode { Text: EndOfDay } ? " The day begins at 00:00." : "";
        problems.Add(node.At, $"{what} is a time of day, like \"18:00\"; here stands {node.Description}.{hint}", node is TextNode given ? OfTwelves(given.Text) : null);
        return null;
    }

    /// <summary>18:00 for 6pm, and for 18:00pm; null: it is no such hour.</summary>
    private static string? OfTwelves(string text)
    {
        var match = Twelves().Match(text);
        if (!match.Success || int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture) is not (<= 23 and var hour))
        {
            return null;
        }

        var afternoon = match.Groups["half"].Value is "p" or "P";
        var told = hour > 12 ? hour : (hour % 12) + (afternoon ? 12 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{told:00}:{(match.Groups["minute"] is { Success: true } minute ? minute.Value : "00")}");
    }

    /// <summary>Days of the week; all where they are absent.</summary>
    public static Weekdays Days(MapReader map, string key)
    {
        var days = Weekdays.None;
        foreach (var item in map.Items(key))
        {
            if (item is TextNode text && WeekdayNames.Parse(text.Text) is { } named)
            {
                days |= named;
            }
            else
            {
                var near = item is TextNode { Text.Length: >= 3 } word
                    ? WeekdayNames.Known.FirstOrDefault(day => word.Text.StartsWith(day, StringComparison.OrdinalIgnoreCase))
                    : null;
                map.Problems.Add(
                    item.At, $"A day of the week is one of {string.Join(", ", WeekdayNames.Known)}, or a row like mon-fri; here stands {item.Description}.", near);
            }
        }

        return days == Weekdays.None ? Weekdays.All : days;
    }

    /// <summary>Hours from a time to another, or null where (noted) they are none.</summary>
    /// <param name="at">Where they stand.</param>
    public static LocalWindow? Window(Node? from, Node? to, Weekdays days, Place at, FileProblems problems)
    {
        if (Time(from, problems, "The beginning") is not { } begin || Time(to, problems, "The end", endOfDay: true) is not { } end)
        {
            return null;
        }

        if (begin == end && !(begin == LocalTime.Midnight && to is TextNode { Text: EndOfDay }))
        {
            problems.Add(at, "Hours that begin and end at one time are none; a whole day is 00:00 to 24:00.");
            return null;
        }

        return new(begin, end, days);
    }

    /// <summary>The hours in twelves too: no expression is written so.</summary>
    [GeneratedRegex(@"^\s*([0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[0-9]{1,2}([:.][0-9]{2})?\s*([aApP]\.?[mM]\.?))\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\s*(?<hour>[0-9]{1,2})([:.](?<minute>[0-5][0-9]))?\s*(?<half>[aApP])\.?[mM]\.?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Twelves();
}
