using System.Globalization;
using HandlebarsDotNet;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using NodaTime;

namespace JourneyGrains.Definitions.Templates;

/// <summary>What templates may call: money, number, date, time and eq.</summary>
/// <param name="language">Of the template: it decides how numbers and dates are written.</param>
internal sealed class TemplateHelpers(Brand brand, string language)
{
    private static readonly string[] PointLanguages = ["en", "zh", "ja", "ko", "th", "he", "hi"];
    private static readonly string[] DotDateLanguages = ["de", "pl", "cs", "sk", "fi", "nb", "no", "da", "ru", "uk", "ro", "bg", "tr"];
    private static readonly string[] WholeCurrencies = ["JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX"];

    private static readonly Dictionary<string, string> Signs =
        new(StringComparer.Ordinal) { ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£", ["JPY"] = "¥", ["INR"] = "₹" };

    private readonly string primary = language.Split('-')[0];
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[brand.TimeZone];

    public static readonly string[] Names = ["money", "number", "date", "time", "eq"];

    public void Register(IHandlebars handlebars)
    {
        handlebars.RegisterHelper("money", (context, arguments) => Money(At(arguments, 0), At(arguments, 1) as string ?? brand.Currency));
        handlebars.RegisterHelper("number", (context, arguments) => Number(At(arguments, 0)));
        handlebars.RegisterHelper("date", (context, arguments) => Date(At(arguments, 0)));
        handlebars.RegisterHelper("time", (context, arguments) => Time(At(arguments, 0)));
        handlebars.RegisterHelper("eq", (context, arguments) => Text(At(arguments, 0)) == Text(At(arguments, 1)));
    }

    /// <summary>€1,234.50 or 1.234,50 €, by the language; nothing for what is no number.</summary>
    public string Money(object? value, string currency)
    {
        if (ToNumber(value) is not { } amount)
        {
            return "";
        }

        var digits = Localised(amount.ToString(WholeCurrencies.Contains(currency) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture));
        var sign = Signs.GetValueOrDefault(currency);
        if (!PointLanguages.Contains(primary))
        {
            return $"{digits} {sign ?? currency}";
        }

        return sign is null ? $"{currency} {digits}" : amount < 0 ? $"-{sign}{digits[1..]}" : $"{sign}{digits}";
    }

    public string Number(object? value) =>
        ToNumber(value) is { } number ? Localised(number.ToString("#,0.############################", CultureInfo.InvariantCulture)) : "";

    /// <summary>The day in the brand's time zone: 11.11.2025 or 2025-11-11, by the language.</summary>
    public string Date(object? value) => Local(value) is not { } local
        ? ""
        : DotDateLanguages.Contains(primary)
            ? local.ToString("dd'.'MM'.'yyyy", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The hour and minute in the brand's time zone: 23:59.</summary>
    public string Time(object? value) => Local(value) is { } local ? local.ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    private static object? At(Arguments arguments, int index) => index < arguments.Length ? arguments[index] : null;

    private static string? Text(object? value) =>
        value is null or UndefinedBindingResult ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static decimal? ToNumber(object? value) => value switch
    {
        decimal number => number,
        int or long or double => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private DateTime? Local(object? value) => value is string text && Moments.TryParse(text, out var moment)
        ? Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime.ToDateTimeUnspecified()
        : null;

    private string Localised(string digits) => PointLanguages.Contains(primary)
        ? digits
        : string.Create(digits.Length, digits, static (letters, source) =>
        {
            for (var at = 0; at < letters.Length; at++)
            {
                letters[at] = source[at] switch { ',' => '.', '.' => ',', var other => other };
            }
        });
}
