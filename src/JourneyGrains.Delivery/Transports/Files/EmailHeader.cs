using System.Net.Mail;
using System.Text;

namespace JourneyGrains.Delivery.Transports.Files;

/// <summary>The values of e-mail headers. Whatever text comes in, one header comes out: no line break gets through.</summary>
internal static class EmailHeader
{
    /// <summary>Bytes of text in one encoded word: with its 12 characters of frame it stays within the 75 of RFC 2047.</summary>
    private const int WordBytesMax = 45;

    /// <summary>
    /// Plain ASCII longer than this is encoded as well, so that it is folded: a line has at most 998 characters (RFC 5322).
    /// </summary>
    private const int PlainMax = 200;

    /// <summary>Free text: as it is where it is short plain ASCII, else as encoded words of base64 (RFC 2047).</summary>
    public static string Encode(string text)
    {
        var clean = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        var plain = clean.Length <= PlainMax && clean.All(char.IsAscii) && !clean.Contains("=?", StringComparison.Ordinal);
        return plain
            ? clean
            : string.Join("\r\n ", Words(clean).Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));
    }

    /// <summary>Our own address, with its name encoded where need be.</summary>
    public static string Mailbox(string configured) =>
        new MailAddress(configured) is { DisplayName.Length: > 0 } named
            ? $"{Name(named.DisplayName)} <{named.Address}>"
            : new MailAddress(configured).Address;

    /// <summary>Only letters, digits, '-', '_' and '.'.</summary>
    public static string Token(string text) =>
        new([.. text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')]);

    private static string Name(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-')
            ? name
            : string.Join("\r\n ", Words(name).Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));

    /// <summary>Cuts between characters, never within one: each word must be readable by itself.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > WordBytesMax)
            {
                yield return word.ToString();
                word.Clear();
                bytes = 0;
            }

            word.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        yield return word.ToString();
    }
}
