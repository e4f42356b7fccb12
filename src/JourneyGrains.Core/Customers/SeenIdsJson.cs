using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Customers;

/// <summary>The seen ids of a stored state, byte for byte as the serialiser itself would write them; a state holds up to 256.</summary>
internal sealed class SeenIdsJson : JsonConverter<SeenIds>
{
    private static readonly JsonEncodedText Hashes = JsonEncodedText.Encode("hashes");

    public override void Write(Utf8JsonWriter writer, SeenIds value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Hashes);
        foreach (var hash in value.Hashes)
        {
            writer.WriteNumberValue(hash);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">Not stored ids.</exception>
    public override SeenIds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Stored ids are an object.");
        }

        var hashes = ImmutableArray<long>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals(Hashes.EncodedUtf8Bytes);
            reader.Read();
            if (known && reader.TokenType == JsonTokenType.StartArray)
            {
                hashes = ReadHashes(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(hashes);
    }

    private static ImmutableArray<long> ReadHashes(ref Utf8JsonReader reader)
    {
        var hashes = ImmutableArray.CreateBuilder<long>(64);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            hashes.Add(reader.GetInt64());
        }

        return hashes.DrainToImmutable();
    }
}
