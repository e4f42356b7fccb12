using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyGrains.CommandLine.Terminals;

/// <summary>Results for programs: one JSON object a line, names in camel case, moments in ISO 8601.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void WriteJson<T>(this Terminal terminal, T result) => terminal.Out.WriteLine(JsonSerializer.Serialize(result, Options));

    /// <summary>Text that is JSON as an element to write into a result; null where there is none.</summary>
    public static JsonElement? Raw(string json) => json.Length == 0 ? null : JsonDocument.Parse(json).RootElement.Clone();
}
