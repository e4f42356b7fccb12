using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>
/// An event within a stored state, byte for byte as the serialiser itself would write it, without the walk over its metadata: a state
/// holds up to 64.
/// </summary>
internal sealed class CustomerEventJson : JsonConverter<CustomerEvent>
{
    private static readonly JsonEncodedText IdName = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText CustomerIdName = JsonEncodedText.Encode("customerId");
    private static readonly JsonEncodedText TypeName = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText TimeName = JsonEncodedText.Encode("time");
    private static readonly JsonEncodedText PropertiesName = JsonEncodedText.Encode("properties");

    public override void Write(Utf8JsonWriter writer, CustomerEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(IdName, value.Id);
        writer.WriteString(CustomerIdName, value.CustomerId);
        writer.WriteString(TypeName, value.Type);
        if (value.Time != default)
        {
            writer.WriteString(TimeName, value.Time);
        }

        if (!value.Properties.IsNull)
        {
            writer.WritePropertyName(PropertiesName);
            ValueJson.Write(writer, value.Properties);
        }

        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">Not a stored event.</exception>
    public override CustomerEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A stored event is an object.");
        }

        string id = "", customerId = "", type = "";
        var time = default(DateTimeOffset);
        var properties = Value.Null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(IdName.EncodedUtf8Bytes))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals(CustomerIdName.EncodedUtf8Bytes))
            {
                customerId = Text(ref reader);
            }
            else if (reader.ValueTextEquals(TypeName.EncodedUtf8Bytes))
            {
                type = EventTypes.Shared(Text(ref reader));
            }
            else if (reader.ValueTextEquals(TimeName.EncodedUtf8Bytes))
            {
                reader.Read();
                time = reader.GetDateTimeOffset();
            }
            else if (reader.ValueTextEquals(PropertiesName.EncodedUtf8Bytes))
            {
                reader.Read();
                properties = ValueJson.Read(ref reader, 0);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new(id, customerId, type, time, properties);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? "";
    }
}
