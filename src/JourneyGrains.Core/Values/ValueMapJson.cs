using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Values;

/// <summary>A map as a JSON object, its fields in order. Every object is a map here, also one that would be a tagged value elsewhere.</summary>
internal sealed class ValueMapJson : JsonConverter<ValueMap>
{
    /// <exception cref="JsonException">Not an object, or a value in it is none.</exception>
    public override ValueMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject ? ValueJson.ReadFields(ref reader, depth: -1).ToImmutable() : throw new JsonException("A map is an object.");

    public override void Write(Utf8JsonWriter writer, ValueMap value, JsonSerializerOptions options) => ValueJson.Write(writer, value);
}
