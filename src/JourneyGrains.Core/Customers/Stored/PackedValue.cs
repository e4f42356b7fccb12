using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>A value in few bytes: texts and numbers, which is what recent events have, and anything else as its JSON.</summary>
internal static class PackedValue
{
    private const byte Text = 1;
    private const byte Number = 2;
    private const byte Json = 3;

    public static void Write(PackedWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                writer.Byte(Text);
                writer.Text(value.AsText());
                break;
            case ValueKind.Number:
                writer.Byte(Number);
                writer.Amount(value.AsNumber());
                break;
            default:
                writer.Byte(Json);
                writer.Bytes(EventJson.WriteProperties(value));
                break;
        }
    }

    /// <param name="skip">Goes over it without making anything of it.</param>
    /// <exception cref="System.Text.Json.JsonException">Not a packed value.</exception>
    public static Value Read(ref PackedReader reader, bool skip = false)
    {
        switch (reader.Byte())
        {
            case Text:
                var text = reader.Bytes();
                return skip ? Value.Null : Value.Of(System.Text.Encoding.UTF8.GetString(text));
            case Number:
                return Value.Of(reader.Amount());
            case Json:
                var json = reader.Bytes();
                return skip ? Value.Null : EventJson.ReadProperties(json);
            case var kind:
                throw new System.Text.Json.JsonException($"A stored state has a value of kind {kind}, which no version up to this one writes.");
        }
    }
}
