using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>A packed list as the JSON array of its rows: what services see of a state, and how states of the first forms are stored.</summary>
internal sealed class PackedListJson<TRow> : JsonConverter<PackedList<TRow>>
    where TRow : IPacked<TRow>
{
    public override void Write(Utf8JsonWriter writer, PackedList<TRow> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value)
        {
            JsonSerializer.Serialize(writer, row, Row(options));
        }

        writer.WriteEndArray();
    }

    /// <exception cref="JsonException">Not an array of such rows.</exception>
    public override PackedList<TRow> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A stored list is an array.");
        }

        var list = PackedList.Empty<TRow>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list = list.Add(JsonSerializer.Deserialize(ref reader, Row(options)) ?? throw new JsonException("A stored list has a row that is null."));
        }

        return list;
    }

    private static JsonTypeInfo<TRow> Row(JsonSerializerOptions options) => (JsonTypeInfo<TRow>)options.GetTypeInfo(typeof(TRow));
}
