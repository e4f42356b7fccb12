using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Customers;

/// <summary>The seen ids of a stored state, byte for byte as the serialiser itself would write them; a state holds up to 256.</summary>
internal sealed class SeenIdsJson : JsonConverter<SeenIds>
{
    private static readonly JsonEncodedText Ids = JsonEncodedText.Encode("ids");
    private static readonly JsonEncodedText Hashes = JsonEncodedText.Encode("hashes");

    public override void Write(Utf8JsonWriter writer, SeenIds value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Write(writer, Ids, value.Ids);
        Write(writer, Hashes, value.Hashes.AsSpan());
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">Not stored ids.</exception>
    public override SeenIds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Stored ids are an object.");
        }

        ImmutableArray<long> newest = [];
        ImmutableArray<long> older = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (ids, hashes) = (reader.ValueTextEquals(Ids.EncodedUtf8Bytes), reader.ValueTextEquals(Hashes.EncodedUtf8Bytes));
            reader.Read();
            if ((ids || hashes) && reader.TokenType == JsonTokenType.StartArray)
            {
                var read = ReadHashes(ref reader);
                (newest, older) = ids ? (read, older) : (newest, read);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(newest.AsSpan(), older);
    }

    private static void Write(Utf8JsonWriter writer, JsonEncodedText name, ReadOnlySpan<long> hashes)
    {
        writer.WriteStartArray(name);
        foreach (var hash in hashes)
        {
            writer.WriteNumberValue(hash);
        }

        writer.WriteEndArray();
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
