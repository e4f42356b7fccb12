using System.Buffers;
using System.Text.Json;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>An event as one JSON object: {"id", "customer", "type", "time", "properties", "arrival"?}, as producers and files write it.</summary>
public static class EventJson
{
    // 2025-11-11T09:30:00.1234567Z
    private const int UsualMomentMax = 28;

    private static readonly string[] Members = ["id", "customer", "type", "time", "arrival", "properties"];

    /// <summary>Reads one event; the properties are optional, unknown members are refused so that a misspelt one is noticed.</summary>
    /// <param name="arrival">The recorded arrival time where the object carries one; for logs that are replayed.</param>
    /// <returns>The event, or the refusal that says what is wrong.</returns>
    public static CheckedEvent Read(ReadOnlySpan<byte> utf8, out DateTimeOffset? arrival)
    {
        arrival = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ValueJson.DepthMax + 4 });
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                ? ReadObject(ref reader, out arrival)
                : Unreadable("an event is a JSON object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return Unreadable(WithoutPlace(error.Message));
        }
    }

    public static byte[] Write(CustomerEvent input, DateTimeOffset? arrival = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", input.Id);
            writer.WriteString("customer", input.CustomerId);
            writer.WriteString("type", input.Type);
            writer.WriteString("time", Moments.Format(input.Time));
            if (arrival is { } moment)
            {
                writer.WriteString("arrival", Moments.Format(moment));
            }

            writer.WritePropertyName("properties");
            ValueJson.Write(writer, input.Properties);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The properties alone as UTF-8 JSON: how an event's body stands in the log.</summary>
    public static byte[] WriteProperties(Value properties)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ValueJson.Write(writer, properties);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="WriteProperties"/> wrote.</summary>
    /// <exception cref="JsonException">Not such JSON.</exception>
    public static Value ReadProperties(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return reader.Read() ? ValueJson.Read(ref reader, 0) : throw new JsonException("no JSON value");
    }

    /// <summary>Reads a value that another system wrote.</summary>
    /// <exception cref="JsonException">Not JSON, or more than one value.</exception>
    public static Value ReadValue(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return reader.Read() && ValueJson.Read(ref reader, 0) is var value && !reader.Read() ? value : throw new JsonException("not one JSON value");
    }

    /// <summary>Reads the data that a service gives with a command: an object, or nothing at all.</summary>
    /// <returns>A map, or the refusal that says what is wrong.</returns>
    public static (Value Data, Refusal? Refusal) ReadData(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return (Value.EmptyMap, null);
        }

        if (utf8.Length > EventLimits.PropertiesBytesMax)
        {
            return (Value.Null, new(RefusalCodes.TooLarge, $"The data take {utf8.Length} bytes; {EventLimits.PropertiesBytesMax} are allowed."));
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ValueJson.DepthMax + 4 });
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && ValueJson.Read(ref reader, 0) is var data && !reader.Read()
                ? (data, null)
                : (Value.Null, new(RefusalCodes.Unreadable, "The data are one JSON object of names and values."));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return (Value.Null, new(RefusalCodes.Unreadable, $"The data are no JSON object: {WithoutPlace(error.Message)}"));
        }
    }

    internal static int SizeOf(Value properties)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        ValueJson.Write(writer, properties);
        writer.Flush();
        return buffer.WrittenCount;
    }

    private static CheckedEvent ReadObject(ref Utf8JsonReader reader, out DateTimeOffset? arrival)
    {
        arrival = null;
        string? id = null, customer = null, type = null;
        DateTimeOffset? time = null;
        var properties = Value.EmptyMap;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (Member(ref reader))
            {
                case "id": id = Text(ref reader); break;
                case "customer": customer = Text(ref reader); break;
                case "type": type = reader.GetString(); break;
                case "time": time = Moment(ref reader); break;
                case "arrival": arrival = Moment(ref reader); break;
                case "properties": properties = ValueJson.Read(ref reader, 0); break;
                case var name: return Unreadable($"unknown member '{name}'; known are id, customer, type, time, properties and arrival");
            }
        }

        if (reader.Read())
        {
            return Unreadable("there is more after the object; one object is one event");
        }

        return time is { } moment
            ? new(new CustomerEvent(id ?? "", customer ?? "", type ?? "", moment, properties), null)
            : new(null, new(RefusalCodes.Time, "An event needs a 'time' in ISO 8601, like 2025-11-11T09:30:00Z."));
    }

    /// <summary>The name at the reader, which goes on to its value; of a known member always the same text, none is made.</summary>
    private static string Member(ref Utf8JsonReader reader)
    {
        string? known = null;
        foreach (var member in Members)
        {
            if (reader.ValueTextEquals(member))
            {
                known = member;
                break;
            }
        }

        known ??= reader.GetString()!;
        reader.Read();
        return known;
    }

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture) : reader.GetString();

    private static DateTimeOffset? Moment(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        // As nearly all are written; what the parser makes of other forms depends on the machine.
        var usual = !reader.HasValueSequence && reader.ValueSpan is [.., (byte)'Z'] && reader.ValueSpan.Length <= UsualMomentMax;
        return (usual && reader.TryGetDateTimeOffset(out var moment)) || Moments.TryParse(reader.GetString()!, out moment)
            ? Moments.ToMicroseconds(moment)
            : null;
    }

    // The parser counts lines and bytes from 0 within the one event: beside the line of a file that reads as a second, wrong place.
    private static string WithoutPlace(string message) =>
        message.LastIndexOf(" LineNumber: ", StringComparison.Ordinal) is >= 0 and var end ? message[..end] : message;

    private static CheckedEvent Unreadable(string why) => new(null, new(RefusalCodes.Unreadable, $"Not an event: {why}"));
}
