using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// Holds the texts with which a field is compared against the names that it can have: a condition with another one could never hold, or always.
/// </summary>
internal sealed class NameBinder(Binder binder)
{
    private const int ListedMax = 16;

    /// <summary>For == and !=: whichever side is the field.</summary>
    public void CheckEquality(BinarySyntax binary)
    {
        Check(binary.Left, binary.Right);
        Check(binary.Right, binary.Left);
    }

    /// <summary>For 'in': a field in a list of texts, or a text in a list of names.</summary>
    public void CheckMembership(BinarySyntax binary)
    {
        if (binary.Right is ListSyntax list)
        {
            foreach (var item in list.Items)
            {
                Check(binary.Left, item);
            }
        }
        else if (binder.FieldOf(binary.Right) is { Kind: ValueKind.List, Names: { } kind })
        {
            Require(binary.Left, kind);
        }
    }

    private void Check(Syntax field, Syntax constant)
    {
        if (binder.Names.Forgiving || binder.FieldOf(field) is not { Kind: ValueKind.Text } found)
        {
            return;
        }

        if (found.Names is { } kind)
        {
            Require(constant, kind);
        }

        if (found.OneOf is { } values && TextOf(constant) is { } text && !values.Contains(text))
        {
            throw new ExpressionException(constant.Start, $"'{found.Path}' is never '{text}' here.{Listed(values)}", Suggestions.For(text, values));
        }
    }

    private void Require(Syntax constant, NameKind kind)
    {
        if (!binder.Names.Forgiving && binder.Names.Of(kind) is { } known && TextOf(constant) is { } name && !known.Contains(name))
        {
            var none = known.IsEmpty && kind == NameKind.Tier ? " The folder has no programme.yaml, so customers are in no tier." : Listed(known);
            throw new ExpressionException(
                constant.Start, $"There is no {kind.ToString().ToLowerInvariant()} '{name}'.{none}", Suggestions.For(name, known));
        }
    }

    private static string? TextOf(Syntax syntax) => syntax is LiteralSyntax { Value: { Kind: ValueKind.Text } value } ? value.AsText() : null;

    private static string Listed(IReadOnlyCollection<string> known) => known.Count is > 0 and <= ListedMax ? $" Known: {string.Join(", ", known)}." : "";
}
