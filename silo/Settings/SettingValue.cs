using System.ComponentModel;
using System.Globalization;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Silo.Settings;

/// <summary>One value of the configuration: whether it is of its type, and how the configuration's binder takes it.</summary>
internal static class SettingValue
{
    public static bool IsOne(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan);

    /// <summary>The value as the binder reads it; false: it is not of the type.</summary>
    public static bool TryRead(Type type, string text, out string read)
    {
        read = text;
        if (type == typeof(string))
        {
            return true;
        }

        if (type == typeof(TimeSpan))
        {
            var known = TryReadDuration(text, out var duration);
            read = duration.ToString("c", CultureInfo.InvariantCulture);
            return known;
        }

        return type.IsEnum ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) : Converts(type, text);
    }

    /// <summary>What is allowed, for a person who wrote something else.</summary>
    public static string Allowed(Type type) => type switch
    {
        { IsEnum: true } => $"known are {string.Join(", ", Enum.GetNames(type))}.",
        _ when type == typeof(TimeSpan) => "write a duration with its units, like 30s, 1m30s or 500ms, or as 00:01:30 (hours, minutes, seconds).",
        _ when type == typeof(bool) => "it is true or false.",
        _ when type == typeof(double) => "it is a number, like 20 or 0.5.",
        _ => "it is a whole number.",
    };

    // A number alone is days to .NET, and seconds to whoever wrote it.
    private static bool TryReadDuration(string text, out TimeSpan duration) =>
        (text.Count(letter => letter == ':') == 2
            ? TimeSpan.TryParseExact(text.Trim(), "c", CultureInfo.InvariantCulture, out duration)
            : Durations.TryParse(text.Replace(" ", "", StringComparison.Ordinal), out duration))
        && duration >= TimeSpan.Zero;

    private static bool Converts(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            return false;
        }
    }
}
