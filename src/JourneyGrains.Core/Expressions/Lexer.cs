using System.Globalization;
using System.Text;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

internal enum TokenKind
{
    End,
    Literal,
    Name,
    Symbol,
}

/// <param name="Text">The name or symbol.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, Value Literal = default);

/// <summary>Cuts a source into tokens.</summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] Symbols =
        ["||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", ",", "."];

    private int at;

    public Token Next()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
        {
            at++;
        }

        if (at == source.Length)
        {
            return new(TokenKind.End, "", at, at);
        }

        var first = source[at];
        return first switch
        {
            '"' or '\'' => Text(first),
            _ when char.IsAsciiDigit(first) => Number(),
            _ when IsNameStart(first) => Name(),
            _ => Symbol(),
        };
    }

    private static bool IsNameStart(char letter) => char.IsAsciiLetter(letter) || letter == '_';

    private static bool IsNamePart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    private bool IsDigit(int index) => index < source.Length && char.IsAsciiDigit(source[index]);

    private Token Name()
    {
        var start = at;
        while (at < source.Length && IsNamePart(source[at]))
        {
            at++;
        }

        var name = source[start..at];
        return name switch
        {
            "true" => new(TokenKind.Literal, name, start, at, Value.True),
            "false" => new(TokenKind.Literal, name, start, at, Value.False),
            "null" => new(TokenKind.Literal, name, start, at, Value.Null),
            "in" => new(TokenKind.Symbol, name, start, at),
            _ => new(TokenKind.Name, name, start, at),
        };
    }

    private Token Number()
    {
        var start = at;
        while (IsDigit(at) || (at < source.Length && source[at] == '.' && IsDigit(at + 1)))
        {
            at++;
        }

        if (at < source.Length && IsNameStart(source[at]))
        {
            while (at < source.Length && IsNamePart(source[at]))
            {
                at++;
            }

            var word = source[start..at];
            return Durations.TryParse(word, out var duration)
                ? new(TokenKind.Literal, word, start, at, Value.Of(duration))
                : throw new ExpressionException(start, Durations.TooLong(word) ?? $"'{word}' is neither a number nor a duration, like 45m or 1h30m.");
        }

        return decimal.TryParse(
            source.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new(TokenKind.Literal, source[start..at], start, at, Value.Of(number))
            : throw new ExpressionException(start, $"'{source[start..at]}' is not a number, or has more than 28 digits.");
    }

    private Token Text(char quote)
    {
        var start = at++;
        var text = new StringBuilder();
        while (at < source.Length && source[at] != quote)
        {
            text.Append(source[at] == '\\' ? Escaped() : source[at]);
            at++;
        }

        if (at == source.Length)
        {
            throw new ExpressionException(start, $"This text has no closing {quote}.");
        }

        at++;
        return new(TokenKind.Literal, source[start..at], start, at, Value.Of(text.ToString()));
    }

    private char Escaped()
    {
        at++;
        switch (at < source.Length ? source[at] : '\0')
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case '\\' or '"' or '\'': return source[at];
            case 'u' when at + 4 < source.Length
                && ushort.TryParse(source.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default: throw new ExpressionException(at - 1, @"Known escapes are \n, \t, \r, \\, \"", \' and \u with four digits.");
        }
    }

    private Token Symbol()
    {
        var start = at;
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new(TokenKind.Symbol, symbol, start, at);
            }
        }

        throw source[at] switch
        {
            '=' => new ExpressionException(at, "A single = means nothing here; equality is ==.", "=="),
            '&' => new ExpressionException(at, "A single & means nothing here; 'and' is &&.", "&&"),
            '|' => new ExpressionException(at, "A single | means nothing here; 'or' is ||.", "||"),
            _ => new ExpressionException(at, $"'{source[at]}' has no meaning in an expression."),
        };
    }
}
