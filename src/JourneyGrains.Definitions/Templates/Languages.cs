namespace JourneyGrains.Definitions.Templates;

/// <summary>Language tags: en, de-AT.</summary>
internal static class Languages
{
    private const int LengthMax = 35;

    public static bool IsTag(string text) =>
        text.Length is >= 2 and <= LengthMax
        && text.Split('-') is [{ Length: 2 or 3 } first, .. var rest]
        && first.All(char.IsAsciiLetterLower)
        && rest.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    /// <summary>The tag, then shorter and shorter: de-AT, de. Each in lower case, as they are compared.</summary>
    public static IEnumerable<string> Chain(string tag)
    {
        var rest = tag[..Math.Min(tag.Length, LengthMax)].ToLowerInvariant().Replace('_', '-');
        while (rest.Length > 0)
        {
            yield return rest;
            rest = rest[..Math.Max(0, rest.LastIndexOf('-'))];
        }
    }

    /// <summary>The nearest that is there: the wanted language, shorter forms of it, the brand's, then the first of all by name.</summary>
    public static string? Nearest(string wanted, string brand, IEnumerable<string> there)
    {
        var tags = there.Order(StringComparer.Ordinal).ToArray();
        return Chain(wanted).Concat(Chain(brand))
            .Select(tag => Array.Find(tags, known => known.Equals(tag, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(known => known is not null) ?? tags.FirstOrDefault();
    }
}
