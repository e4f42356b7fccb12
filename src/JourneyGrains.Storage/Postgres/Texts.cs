using System.Text;

namespace JourneyGrains.Storage.Postgres;

/// <summary>PostgreSQL takes any text but the character 0 and halves of surrogate pairs.</summary>
internal static class Texts
{
    public static bool Storable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // A half is read as the replacement character, which may also stand there itself.
            if (rune == Rune.ReplacementChar)
            {
                return Mend(text) == text;
            }
        }

        return true;
    }

    /// <summary>The text with each character that cannot be stored replaced.</summary>
    public static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            mended.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return mended.Length == text.Length && mended.Equals(text) ? text : mended.ToString();
    }
}
