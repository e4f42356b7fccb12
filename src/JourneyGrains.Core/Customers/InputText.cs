using System.Runtime.CompilerServices;
using System.Text;

namespace JourneyGrains.Core.Customers;

/// <summary>What came in, in words, put together only where entries are written: not in a rehearsal, which tells nobody of a single turn.</summary>
[InterpolatedStringHandler]
internal readonly ref struct InputText
{
    private readonly StringBuilder? text;

    public InputText(int literalLength, int formattedCount, DefinitionSet definitions, out bool kept)
    {
        kept = !definitions.Rehearses;
        text = kept ? SpareText.Take() : null;
    }

    public void AppendLiteral(string value) => text!.Append(value);

    public void AppendFormatted(string? value) => text!.Append(value);

    public void AppendFormatted<T>(T value) => SpareText.Append(text!, value);

    public string Made() => text is null ? "" : SpareText.Made(text);
}
