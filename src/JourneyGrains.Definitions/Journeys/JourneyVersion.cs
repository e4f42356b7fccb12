using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>
/// The version of a journey: a hash of what its file says. Comments, layout and 'migrate' are no part of it, so that only what may decide
/// otherwise is another version; a number would have to be thought of, and two silos could mean different things by the same one.
/// </summary>
internal static class JourneyVersion
{
    /// <summary>48 bits: two of a thousand versions are the same by chance once in half a billion journeys.</summary>
    private const int Digits = 12;

    public static string Of(Node root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, root, top: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    /// <summary>Whether a text may be one.</summary>
    public static bool Is(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);

    private static void Add(IncrementalHash hash, Node node, bool top = false)
    {
        switch (node)
        {
            case TextNode text:
                // A quoted text may mean something else than a plain one.
                Put(hash, text.Plain ? "plain" : "quoted", text.Text);
                break;
            case ListNode list:
                Put(hash, "list", list.Items.Count.ToString(CultureInfo.InvariantCulture));
                list.Items.ToList().ForEach(item => Add(hash, item));
                break;
            case MapNode map:
                var entries = map.Entries.Where(entry => !top || entry.Key.Text != "migrate").ToList();
                Put(hash, "map", entries.Count.ToString(CultureInfo.InvariantCulture));
                foreach (var (key, value) in entries)
                {
                    Put(hash, "key", key.Text);
                    Add(hash, value);
                }

                break;
        }
    }

    private static void Put(IncrementalHash hash, string kind, string text) =>
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {text.Length}\n{text}\n")));
}
