namespace JourneyGrains.Definitions.Templates;

/// <summary>Cuts a tag into words: names, literals and calls in brackets, each with what is within its quotes or brackets.</summary>
internal static class TagWords
{
    public static IReadOnlyList<string> Split(string content)
    {
        var words = new List<string>();
        var at = 0;
        while (at < content.Length)
        {
            if (char.IsWhiteSpace(content[at]))
            {
                at++;
                continue;
            }

            var end = End(content, at);
            words.Add(content[at..end]);
            at = end;
        }

        return words;
    }

    public static bool IsLiteral(string word) =>
        word[0] is '"' or '\''
            || char.IsAsciiDigit(word[0])
            || (word[0] == '-' && word.Length > 1)
            || word is "true" or "false" or "null" or "undefined";

    private static int End(string content, int at)
    {
        var (depth, quote) = (0, '\0');
        for (; at < content.Length; at++)
        {
            var letter = content[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter is '(' or ')')
            {
                depth += letter == '(' ? 1 : -1;
            }
            else if (depth <= 0 && char.IsWhiteSpace(letter))
            {
                return at;
            }
        }

        return at;
    }
}
