using System.Runtime.CompilerServices;
using System.Text;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The words of a transcript line, put together only where the turn keeps them (<see cref="TurnBuilder.KeepsWords"/>): $"..." in a call of
/// <see cref="TurnBuilder.Tell(LineKind, LineText, string, string, string)"/> becomes one of these. It is one reference, so that where the words are
/// not kept nothing is cleared and copied for them.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct LineText
{
    private readonly StringBuilder? text;

    public LineText(int literalLength, int formattedCount, TurnBuilder turn, LineKind kind, out bool kept)
    {
        kept = turn.KeepsWords(kind);
        text = kept ? SpareText.Take() : null;
    }

    public void AppendLiteral(string value) => text!.Append(value);

    public void AppendFormatted(string? value) => text!.Append(value);

    public void AppendFormatted<T>(T value) => SpareText.Append(text!, value);

    public string Made() => text is null ? "" : SpareText.Made(text);
}
