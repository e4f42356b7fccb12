using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Calls;

/// <summary>Values as any other system reads them: moments in ISO 8601, durations as 1h30m.</summary>
internal static class CallJson
{
    public static string Write(IEnumerable<KeyValuePair<string, Value>> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, fields);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, Value>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Time or ValueKind.Duration: writer.WriteStringValue(value.ToString()); break;
            case ValueKind.List: WriteList(writer, value.AsList()); break;
            case ValueKind.Map: Write(writer, value.AsMap()); break;
            default: ValueJson.Write(writer, value); break;
        }
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
}
