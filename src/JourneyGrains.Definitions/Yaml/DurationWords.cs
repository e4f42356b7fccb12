using System.Text.RegularExpressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>Durations as people say them, 10 minutes, for a hint at how they are written: 10m.</summary>
internal static partial class DurationWords
{
    private static readonly (string Unit, string[] Words)[] Units =
    [
        ("w", ["w", "wk", "week"]), ("d", ["d", "day"]), ("h", ["h", "hr", "hour"]), ("m", ["m", "min", "minute"]),
        ("s", ["s", "sec", "second"]), ("ms", ["ms", "msec", "millisecond"]),
    ];

    /// <summary>The text is numbers with words behind them and nothing else, as no expression is.</summary>
    public static bool AreIn(string text) => Spoken().IsMatch(text);

    /// <summary>The duration as it is written, or null where the text is none or has a unit there is not, like months.</summary>
    public static string? Shorten(string text)
    {
        if (Spoken().Match(text) is not { Success: true } spoken)
        {
            return null;
        }

        var written = string.Concat(spoken.Groups["number"].Captures.Zip(
            spoken.Groups["word"].Captures, (number, word) => number.Value + UnitOf(word.Value)));
        return Durations.TryParse(written, out var duration) && duration > TimeSpan.Zero ? written : null;
    }

    private static string UnitOf(string word) =>
        Array.Find(Units, unit => Array.Exists(unit.Words, known => Is(word, known) || Is(word, known + "s"))).Unit ?? "?";

    private static bool Is(string word, string known) => word.Equals(known, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^\s*(?:(?<number>[0-9]+(?:\.[0-9]+)?)\s*(?<word>[A-Za-z]+)(?:\s*,|\s+and\b)?\s*)+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Spoken();
}
