using System.Globalization;

namespace JourneyGrains.Core.Values;

/// <summary>Moments as text: ISO 8601 in UTC with Z, fractions only where there are any.</summary>
public static class Moments
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd",
    ];

    public static string Format(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        Span<char> text = stackalloc char["2025-11-11T09:30:00.123456Z".Length];
        utc.TryFormat(text, out var used, "s", CultureInfo.InvariantCulture);
        if (utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond is > 0 and var microseconds)
        {
            text[used] = '.';
            microseconds.TryFormat(text[(used + 1)..], out var digits, "D6", CultureInfo.InvariantCulture);
            used = text[..(used + 1 + digits)].TrimEnd('0').Length;
        }

        text[used] = 'Z';
        return new(text[..(used + 1)]);
    }

    /// <summary>Reads ISO 8601 (date, or date and time with or without zone; without one it is UTC).</summary>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out moment);

    /// <summary>Cuts to the microsecond, the resolution in which moments are stored.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % 10), TimeSpan.Zero);

    /// <summary>Microseconds since 1970-01-01T00:00Z: how moments stand in a database.</summary>
    public static long ToUnixMicroseconds(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;

    public static DateTimeOffset FromUnixMicroseconds(long microseconds) =>
        new((microseconds * 10) + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);
}
