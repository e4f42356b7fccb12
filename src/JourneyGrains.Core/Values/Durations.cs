using System.Globalization;
using System.Text;

namespace JourneyGrains.Core.Values;

/// <summary>Durations as authors write them: a number and a unit, several in a row, largest first: 45m, 3d, 1h30m, 500ms, 2w.</summary>
public static class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("w", 7 * TimeSpan.TicksPerDay), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        var rest = Math.Abs(duration.Ticks);
        foreach (var (unit, ticks) in Units.Skip(1))
        {
            if (rest / ticks is > 0 and var count)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
                rest %= ticks;
            }
        }

        return text.Length == 0 || text.ToString() == "-" ? "0s" : text.ToString();
    }

    /// <summary>As a person would say it: without fractions of a second from a minute on, without seconds from a day on.</summary>
    public static string FormatRoughly(TimeSpan duration)
    {
        var unit = duration.Duration() >= TimeSpan.FromDays(1) ? TimeSpan.TicksPerMinute
            : duration.Duration() >= TimeSpan.FromMinutes(1) ? TimeSpan.TicksPerSecond
            : 1;
        return Format(TimeSpan.FromTicks(duration.Ticks / unit * unit));
    }

    public static bool TryParse(string text, out TimeSpan duration) => TryParse(text, out duration, out _);

    /// <summary>What is wrong with a duration that is written as one and is longer than can be counted; null: it is none of these.</summary>
    public static string? TooLong(string text) => !TryParse(text, out _, out var tooLong) && tooLong
        ? $"'{text}' is longer than the longest duration, {TimeSpan.MaxValue.Days.ToString(CultureInfo.InvariantCulture)}d."
        : null;

    /// <param name="tooLong">It is written as a duration, and longer than can be counted.</param>
    private static bool TryParse(string text, out TimeSpan duration, out bool tooLong)
    {
        (duration, tooLong) = (TimeSpan.Zero, false);
        var at = text.StartsWith('-') ? 1 : 0;
        long total = 0;
        if (at >= text.Length)
        {
            return false;
        }

        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }

            var letters = at;
            while (at < text.Length && char.IsAsciiLetterLower(text[at]))
            {
                at++;
            }

            var unit = Array.Find(Units, known => text.AsSpan(letters, at - letters).SequenceEqual(known.Unit));
            if (unit.Unit is null
                || !decimal.TryParse(text.AsSpan(digits, letters - digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                tooLong = false;
                return false;
            }

            tooLong |= count > (decimal)(TimeSpan.MaxValue.Ticks - total) / unit.Ticks;
            total = tooLong ? TimeSpan.MaxValue.Ticks : total + (long)(count * unit.Ticks);
        }

        if (tooLong)
        {
            return false;
        }

        duration = TimeSpan.FromTicks(text[0] == '-' ? -total : total);
        return true;
    }
}
