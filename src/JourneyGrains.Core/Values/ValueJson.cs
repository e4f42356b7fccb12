using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Values;

/// <summary>
/// Values as JSON. Moments and durations have no kind of their own in JSON and are written as {"$t": "..."} and {"$d": "..."},
/// so that a stored state reads back as what it was; plain JSON reads as absent, bool, number, text, list and map.
/// </summary>
public sealed class ValueJson : JsonConverter<Value>
{
    /// <summary>Lists and maps deeper than this are refused with a <see cref="JsonException"/>.</summary>
    public const int DepthMax = 16;

    public override bool HandleNull => true;

    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, 0);

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: writer.WriteNullValue(); break;
            case ValueKind.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case ValueKind.Number: writer.WriteNumberValue(value.AsNumber()); break;
            case ValueKind.Text: writer.WriteStringValue(value.AsText()); break;
            case ValueKind.Time: WriteTagged(writer, "$t", Moments.Format(value.AsTime())); break;
            case ValueKind.Duration: WriteTagged(writer, "$d", value.AsDuration().Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case ValueKind.List: WriteList(writer, value.AsList()); break;
            default: Write(writer, value.AsMap()); break;
        }
    }

    /// <summary>Reads one value at the reader's position.</summary>
    /// <exception cref="JsonException">Not JSON, a number no decimal can hold, or deeper than <see cref="DepthMax"/>.</exception>
    public static Value Read(ref Utf8JsonReader reader, int depth)
    {
        if (depth > DepthMax)
        {
            throw new JsonException($"deeper than {DepthMax} levels");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return Value.Null;
            case JsonTokenType.True: return Value.True;
            case JsonTokenType.False: return Value.False;
            case JsonTokenType.String: return Value.Of(reader.GetString());
            case JsonTokenType.Number: return reader.TryGetDecimal(out var number) ? Value.Of(number) : throw new JsonException("a number beyond what a decimal holds");
            case JsonTokenType.StartArray: return ReadList(ref reader, depth);
            case JsonTokenType.StartObject: return ReadMap(ref reader, depth);
            default: throw new JsonException($"unexpected {reader.TokenType}");
        }
    }

    private static Value ReadList(ref Utf8JsonReader reader, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, depth + 1));
        }

        return Value.Of(items.ToImmutable());
    }

    private static Value ReadMap(ref Utf8JsonReader reader, int depth)
    {
        var fields = ReadFields(ref reader, depth);
        return fields.Count == 1 ? Untag(fields) : Value.Of(fields.ToImmutable());
    }

    /// <summary>Reads the fields of the object whose beginning the reader is at.</summary>
    internal static ValueMapBuilder ReadFields(ref Utf8JsonReader reader, int depth)
    {
        var fields = new ValueMapBuilder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields[name] = Read(ref reader, depth + 1);
        }

        return fields;
    }

    private static Value Untag(ValueMapBuilder fields)
    {
        if (fields.TryGetValue("$t", out var time) && time.Kind == ValueKind.Text && Moments.TryParse(time.AsText(), out var moment))
        {
            return Value.Of(moment);
        }

        if (fields.TryGetValue("$d", out var duration) && duration.Kind == ValueKind.Text
            && long.TryParse(duration.AsText(), System.Globalization.CultureInfo.InvariantCulture, out var ticks))
        {
            return Value.Of(TimeSpan.FromTicks(ticks));
        }

        return Value.Of(fields.ToImmutable());
    }

    private static void WriteTagged(Utf8JsonWriter writer, string tag, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(tag, text);
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, ImmutableArray<Value> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, ValueMap fields)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, field);
        }

        writer.WriteEndObject();
    }
}
