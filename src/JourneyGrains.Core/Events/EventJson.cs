using System.Buffers;
using System.Text.Json;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>An event as one JSON object: {"id", "customer", "type", "time", "properties", "arrival"?}, as producers and files write it.</summary>
public static class EventJson
{
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
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "id": id = Text(ref reader); break;
                case "customer": customer = Text(ref reader); break;
                case "type": type = reader.GetString(); break;
                case "time": time = Moment(ref reader); break;
                case "arrival": arrival = Moment(ref reader); break;
                case "properties": properties = ValueJson.Read(ref reader, 0); break;
                default: return Unreadable($"unknown member '{name}'; known are id, customer, type, time, properties and arrival");
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

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture) : reader.GetString();

    private static DateTimeOffset? Moment(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && Moments.TryParse(reader.GetString()!, out var moment) ? Moments.ToMicroseconds(moment) : null;

    // The parser counts lines and bytes from 0 within the one event: beside the line of a file that reads as a second, wrong place.
    private static string WithoutPlace(string message) =>
        message.LastIndexOf(" LineNumber: ", StringComparison.Ordinal) is >= 0 and var end ? message[..end] : message;

    private static CheckedEvent Unreadable(string why) => new(null, new(RefusalCodes.Unreadable, $"Not an event: {why}"));
}
