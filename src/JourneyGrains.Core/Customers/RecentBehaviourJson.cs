using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Core.Customers;

/// <summary>Recent events as JSON, {"events": [...]}: what services see of a state, and how states of the first version are stored.</summary>
internal sealed class RecentBehaviourJson : JsonConverter<RecentBehaviour>
{
    private static readonly JsonEncodedText Events = JsonEncodedText.Encode("events");
    private static readonly CustomerEventJson Event = new();

    public override void Write(Utf8JsonWriter writer, RecentBehaviour value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Events);
        foreach (var seen in value.Events)
        {
            Event.Write(writer, seen, options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">Not stored events.</exception>
    public override RecentBehaviour Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Stored recent events are an object.");
        }

        var recent = RecentBehaviour.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals(Events.EncodedUtf8Bytes);
            reader.Read();
            if (!known || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                recent = recent.Add(Event.Read(ref reader, typeof(CustomerEvent), options));
            }
        }

        return recent;
    }
}
