using System.Globalization;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Calendars;

/// <summary>A step in the calendar and then on the clock: -1d is the day before at the same local time, 1d2h two hours after the day after.</summary>
/// <param name="Days">Calendar days; a week is seven.</param>
/// <param name="Time">Time that elapses, after the days.</param>
public readonly record struct CalendarOffset(int Days, TimeSpan Time)
{
    /// <summary>No offset has more days, either way.</summary>
    public const int DaysMax = 3650;

    /// <summary>Reads -1d, 2w, +1d2h, 30m: units as in a duration; weeks and days are whole and come first.</summary>
    public static bool TryParse(string text, out CalendarOffset offset)
    {
        offset = default;
        var sign = text.StartsWith('-') ? -1 : 1;
        var rest = text.AsSpan(text.Length > 0 && text[0] is '-' or '+' ? 1 : 0);
        var days = 0;
        while (rest.IndexOfAnyExceptInRange('0', '9') is > 0 and var digits && rest[digits] is 'w' or 'd')
        {
            if (!int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > DaysMax)
            {
                return false;
            }

            days += count * (rest[digits] == 'w' ? 7 : 1);
            rest = rest[(digits + 1)..];
        }

        var time = TimeSpan.Zero;
        var read = rest.IsEmpty
            ? text.Length > 0 && char.IsAsciiLetter(text[^1])
            : rest.IndexOfAny('-', 'w', 'd') < 0 && Durations.TryParse(rest.ToString(), out time);
        offset = new(sign * days, sign * time);
        return read && days <= DaysMax && time <= TimeSpan.FromDays(DaysMax);
    }

    public override string ToString() =>
        $"{(Days < 0 || Time < TimeSpan.Zero ? "-" : "+")}{(Days == 0 ? "" : $"{Math.Abs(Days)}d")}{(Time == TimeSpan.Zero ? "" : Durations.Format(Time.Duration()))}";
}
