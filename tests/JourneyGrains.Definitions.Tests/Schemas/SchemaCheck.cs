using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JourneyGrains.Definitions.Tests.Schemas;

/// <summary>
/// Holds JSON against a schema, by the keywords of draft 7 that the schemas use. A keyword it does not know fails the test, so that none
/// stands in a schema unchecked.
/// </summary>
internal sealed class SchemaCheck
{
    private static readonly string[] Notes = ["$schema", "$id", "title", "description", "default", "definitions"];

    private readonly JsonObject root;

    private SchemaCheck(JsonObject root) => this.root = root;

    public static IReadOnlyList<string> Problems(string fileName, JsonNode? value)
    {
        var root = JsonNode.Parse(DefinitionSchemas.Read(fileName))!.AsObject();
        return [.. new SchemaCheck(root).Check(root, value, "")];
    }

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string at) =>
        schema.Where(keyword => !Notes.Contains(keyword.Key)).SelectMany(keyword => Check(schema, keyword.Key, keyword.Value!, value, at));

    private IEnumerable<string> Check(JsonObject schema, string keyword, JsonNode wanted, JsonNode? value, string at) => keyword switch
    {
        "$ref" => Check(Referred((string)wanted!), value, at),
        "type" => When(
            !Types(wanted).Contains(TypeOf(value)) && !(Types(wanted).Contains("number") && TypeOf(value) == "integer"),
            $"{at}: is no {wanted}"),
        "enum" => When(!wanted.AsArray().Any(known => JsonNode.DeepEquals(known, value)), $"{at}: is none of {wanted.ToJsonString()}"),
        "pattern" => When(
            value is JsonValue && TypeOf(value) == "string" && !Regex.IsMatch((string)value!, (string)wanted!),
            $"{at}: does not match {wanted}"),
        "minimum" => When(IsNumber(value) && (decimal)value! < (decimal)wanted, $"{at}: is below {wanted}"),
        "maximum" => When(IsNumber(value) && (decimal)value! > (decimal)wanted, $"{at}: is above {wanted}"),
        "exclusiveMinimum" => When(IsNumber(value) && (decimal)value! <= (decimal)wanted, $"{at}: is not above {wanted}"),
        "maxLength" => When(value is JsonValue && TypeOf(value) == "string" && ((string)value!).Length > (int)wanted, $"{at}: is too long"),
        "minItems" => When(value is JsonArray few && few.Count < (int)wanted, $"{at}: has too few items"),
        "maxItems" => When(value is JsonArray many && many.Count > (int)wanted, $"{at}: has too many items"),
        "minProperties" => When(value is JsonObject small && small.Count < (int)wanted, $"{at}: has too few properties"),
        "items" => value is JsonArray array ? array.SelectMany((item, index) => Check(wanted.AsObject(), item, $"{at}/{index}")) : [],
        "required" => value is JsonObject map
            ? wanted.AsArray().Where(name => !map.ContainsKey((string)name!)).Select(name => $"{at}: lacks {name}")
            : [],
        "properties" => value is JsonObject map
            ? map.Where(entry => wanted[entry.Key] is not null).SelectMany(
                entry => Check(wanted[entry.Key]!.AsObject(), entry.Value, $"{at}/{entry.Key}"))
            : [],
        "patternProperties" => value is JsonObject map
            ? map.SelectMany(entry => Matching(schema, entry.Key).SelectMany(inner => Check(inner, entry.Value, $"{at}/{entry.Key}")))
            : [],
        "additionalProperties" => value is JsonObject map
            ? map.Where(entry => IsAdditional(schema, entry.Key)).SelectMany(entry => Additional(wanted, entry, at))
            : [],
        "propertyNames" => value is JsonObject map
            ? map.SelectMany(entry => Check(wanted.AsObject(), JsonValue.Create(entry.Key), $"{at}/{entry.Key}"))
            : [],
        "oneOf" => When(Fitting(wanted, value, at) != 1, $"{at}: fits {Fitting(wanted, value, at)} of the forms"),
        "anyOf" => When(Fitting(wanted, value, at) == 0, $"{at}: fits none of the forms"),
        "not" => When(!Check(wanted.AsObject(), value, at).Any(), $"{at}: must not be such"),
        _ => throw new InvalidOperationException($"The check does not know the keyword '{keyword}'."),
    };

    private static IEnumerable<string> When(bool wrong, string problem) => wrong ? [problem] : [];

    private static string[] Types(JsonNode wanted) =>
        wanted is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)wanted!];

    private static bool IsNumber(JsonNode? value) => TypeOf(value) is "number" or "integer";

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => decimal.IsInteger((decimal)value) ? "integer" : "number",
        _ => "string",
    };

    private static IEnumerable<JsonObject> Matching(JsonObject schema, string name) =>
        (
            schema["patternProperties"]?.AsObject() ?? []).Where(pattern => Regex.IsMatch(name, pattern.Key)).Select(pattern => pattern.Value!.AsObject());

    private static bool IsAdditional(JsonObject schema, string name) =>
        schema["properties"]?[name] is null && !Matching(schema, name).Any();

    private IEnumerable<string> Additional(JsonNode wanted, KeyValuePair<string, JsonNode?> entry, string at) =>
        wanted is JsonObject inner ? Check(inner, entry.Value, $"{at}/{entry.Key}") : [$"{at}: {entry.Key} is not known"];

    private int Fitting(JsonNode forms, JsonNode? value, string at) =>
        forms.AsArray().Count(form => !Check(form!.AsObject(), value, at).Any());

    private JsonObject Referred(string path) => path.Split('/').Skip(1).Aggregate((JsonNode)root, (node, name) => node[name]!).AsObject();
}
