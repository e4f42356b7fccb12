using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Templates;

/// <summary>What a message holds, in the form in which Handlebars reads it: paths become maps within maps.</summary>
internal static class TemplateData
{
    public static Dictionary<string, object?> Of(Message message, Brand brand)
    {
        var root = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["brand"] = new Dictionary<string, object?> { ["name"] = brand.Name, ["currency"] = brand.Currency },
            ["message"] = new Dictionary<string, object?> { ["id"] = message.Id },
        };

        // In order of the paths: a map comes before what is read from within it.
        foreach (var (path, value) in message.Data)
        {
            Put(root, path.Split('.'), Convert(value));
        }

        return root;
    }

    private static void Put(Dictionary<string, object?> into, ReadOnlySpan<string> names, object? value)
    {
        while (names.Length > 1)
        {
            if (into.GetValueOrDefault(names[0]) is not Dictionary<string, object?> inner)
            {
                into[names[0]] = inner = new(StringComparer.Ordinal);
            }

            into = inner;
            names = names[1..];
        }

        into[names[0]] = value;
    }

    /// <summary>Moments and durations become text: the helpers read it, and shown as it is it is not a matter of culture.</summary>
    private static object? Convert(Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Bool => value.AsBool(),
        ValueKind.Number => value.AsNumber() / 1.0000000000000000000000000000m,
        ValueKind.List => value.AsList().Select(Convert).ToList(),
        ValueKind.Map => value.AsMap().ToDictionary(field => field.Key, field => Convert(field.Value), StringComparer.Ordinal),
        _ => value.ToString(),
    };
}
