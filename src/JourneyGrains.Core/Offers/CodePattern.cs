using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Offers;

/// <summary>
/// How codes look: each '#' becomes a digit or letter of Crockford's base 32, which has no I, L, O and U, that are misread. Codes are a stable hash
/// of what they are issued for: the same voucher has the same code in every replay, and two different ones differ but by chance, 1 to 32 to the
/// power of the places. They are no secret: one counts for the customer it was issued to only.
/// </summary>
public sealed record CodePattern
{
    /// <summary>Places, at least: with fewer, codes could be tried out.</summary>
    public const int PlacesMin = 6;

    /// <summary>Places, at most: there are no more bits than for these.</summary>
    public const int PlacesMax = 25;

    /// <summary>Characters of a code.</summary>
    public const int LengthMax = 40;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CodePattern(string text)
    {
        Text = text;
    }

    public static CodePattern Plain { get; } = new("########");

    public string Text { get; }

    /// <summary>The pattern, or null where it is none: A-Z, 0-9, '-' and 6 to 25 '#', 40 characters at most.</summary>
    public static CodePattern? Of(string text) => text.Length <= LengthMax
        && text.Count(letter => letter == '#') is >= PlacesMin and <= PlacesMax
        && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '#' or '-')
            ? new(text)
            : null;

    /// <summary>The code of what is issued for these.</summary>
    public string CodeFor(params ReadOnlySpan<string> parts)
    {
        var bits = UInt128.Parse(StableHashing.Id(parts), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        return string.Create(Text.Length, (Text, bits), static (code, from) =>
        {
            var rest = from.bits;
            for (var at = 0; at < code.Length; at++)
            {
                code[at] = from.Text[at] == '#' ? Alphabet[(int)(rest & 31)] : from.Text[at];
                rest = from.Text[at] == '#' ? rest >> 5 : rest;
            }
        });
    }

    public override string ToString() => Text;
}
