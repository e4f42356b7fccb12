using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace JourneyGrains.Definitions.Templates;

/// <summary>The plain-text part of a message that has HTML alone.</summary>
internal static partial class HtmlText
{
    public static string Of(string html)
    {
        var text = Hidden().Replace(html, "");
        text = Link().Replace(text, match => LinkText(match.Groups[2].Value, match.Groups[3].Value));
        text = Spaces().Replace(text, " ");
        text = Item().Replace(text, "\n- ");
        text = Break().Replace(text, "\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        return Tidy(text);
    }

    private static string LinkText(string address, string inner)
    {
        var label = Tag().Replace(inner, "").Trim();
        return label.Length == 0 || label == address ? address : $"{inner} ({address})";
    }

    private static string Tidy(string text)
    {
        var result = new StringBuilder();
        var empty = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            empty = line.Length == 0 ? empty + 1 : 0;
            if (empty < 2 && (line.Length > 0 || result.Length > 0))
            {
                result.Append(line).Append('\n');
            }
        }

        return result.ToString().Trim();
    }

    [GeneratedRegex(@"<(style|script|head|title)\b[^>]*>.*?</\1\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<a\b[^>]*?\bhref\s*=\s*([""'])(.*?)\1[^>]*>(.*?)</a\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<li\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(@"<br\s*/?>|</?(p|div|h[1-6]|ul|ol|table|tr|section|header|footer)\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
