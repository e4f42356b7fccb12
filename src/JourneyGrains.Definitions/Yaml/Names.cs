namespace JourneyGrains.Definitions.Yaml;

/// <summary>Names of journeys, segments, campaigns and waves: they stand in message ids, file names and addresses, so they are plain.</summary>
internal static class Names
{
    private const int LengthMax = 64;

    /// <summary>The name, or null where it is absent or (noted) no name.</summary>
    public static string? Check(TextNode? text, FileProblems problems)
    {
        if (text is null)
        {
            return null;
        }

        if (Is(text.Text))
        {
            return text.Text;
        }

        problems.Add(
            text.At, $"{text.Description} is no name: a-z, 0-9 and '-', beginning with a letter, {LengthMax} at most, like cart-recovery.");
        return null;
    }

    public static bool Is(string text) => text.Length is > 0 and <= LengthMax && char.IsAsciiLetterLower(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
