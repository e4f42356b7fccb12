using System.Text;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Makes the base64 parts of a mail readable; enough to look for words in it.</summary>
internal static class Mime
{
    public static string Decoded(string mail)
    {
        var text = new StringBuilder(mail);
        foreach (var part in mail.ReplaceLineEndings("\n").Split("\n\n"))
        {
            var joined = string.Concat(part.Split('\n').TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal)));
            var bytes = new byte[joined.Length];
            if (joined.Length > 0 && Convert.TryFromBase64String(joined, bytes, out var count))
            {
                text.Append('\n').Append(Encoding.UTF8.GetString(bytes, 0, count));
            }
        }

        return text.ToString().Replace("=\n", "", StringComparison.Ordinal);
    }
}
