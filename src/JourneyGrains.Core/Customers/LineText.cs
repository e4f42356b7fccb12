using System.Runtime.CompilerServices;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// The words of a transcript line, put together only where the turn keeps them (<see cref="TurnBuilder.KeepsWords"/>): $"..." in a call of
/// <see cref="TurnBuilder.Tell(LineKind, LineText, string, string, string)"/> becomes one of these.
/// </summary>
[InterpolatedStringHandler]
internal ref struct LineText
{
    private readonly bool kept;
    private DefaultInterpolatedStringHandler text;

    public LineText(int literalLength, int formattedCount, TurnBuilder turn, LineKind kind, out bool kept)
    {
        this.kept = kept = turn.KeepsWords(kind);
        text = kept ? new(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => text.AppendLiteral(value);

    public void AppendFormatted(string? value) => text.AppendFormatted(value);

    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    public string Made() => kept ? text.ToStringAndClear() : "";
}
