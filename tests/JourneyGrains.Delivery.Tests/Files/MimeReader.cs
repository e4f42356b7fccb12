using System.Text;
using System.Text.RegularExpressions;

namespace JourneyGrains.Delivery.Tests.Files;

/// <summary>Reads an e-mail as a mail program would: unfolds and decodes headers, splits and decodes parts.</summary>
internal sealed partial class MimeReader
{
    private MimeReader(Dictionary<string, string> headers, string body)
    {
        Headers = headers;
        Body = body;
    }

    public Dictionary<string, string> Headers { get; }

    public string Body { get; }

    public static MimeReader Read(string mail)
    {
        var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = Folds().Replace(mail[..end], " ").Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => Decode(pair[1]), StringComparer.OrdinalIgnoreCase);
        return new(headers, mail[(end + 4)..]);
    }

    /// <summary>The decoded content of each part, by media type.</summary>
    public Dictionary<string, string> Parts()
    {
        if (!Headers["Content-Type"].StartsWith("multipart/", StringComparison.Ordinal))
        {
            return new() { [MediaType] = Content };
        }

        var boundary = Boundary().Match(Headers["Content-Type"]).Groups[1].Value;
        return Body.Split($"--{boundary}")[1..^1]
            .Select(part => Read(part.TrimStart()))
            .ToDictionary(part => part.MediaType, part => part.Content);
    }

    private string MediaType => Headers["Content-Type"].Split(';')[0];

    private string Content => Encoding.UTF8.GetString(Convert.FromBase64String(Body));

    private static string Decode(string value) =>
        EncodedWord().Replace(
            BetweenWords().Replace(value, "$1"), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex("""boundary="([^"]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=) +(?==\?utf-8)")]
    private static partial Regex BetweenWords();
}
