using System.Collections.Frozen;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>Keeps with a message what its template reads, as it is when the message is decided.</summary>
internal static class TemplateData
{
    private static readonly FrozenDictionary<string, Field> CustomerByPath =
        CustomerFields.All.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    public static ValueMap Capture(TemplateInfo template, Scope scope)
    {
        var data = new ValueMapBuilder(template.Fields.Length);
        foreach (var path in template.Fields)
        {
            var value = Read(path, scope);
            if (!value.IsNull)
            {
                data[path] = value;
            }
        }

        return data.ToImmutable();
    }

    private static Value Read(string path, in Scope scope)
    {
        if (CustomerByPath.TryGetValue(path, out var field))
        {
            return field.Read(scope);
        }

        var dot = path.IndexOf('.');
        var rest = dot < 0 ? "" : path[(dot + 1)..];
        return (dot < 0 ? path : path[..dot]) switch
        {
            "customer" when rest.StartsWith("attributes.", StringComparison.Ordinal) =>
                Below(CustomerFields.Attributes.Read(scope), rest["attributes.".Length..]),
            "event" => OfEvent(scope.Event, rest),
            "matched" => OfEvent(scope.Matched, rest),
            "run" => OfRun(scope, rest),
            _ => Value.Null,
        };
    }

    private static Value OfEvent(CustomerEvent? input, string path) => (input, path) switch
    {
        (null, _) => Value.Null,
        (_, "id") => Value.Of(input.Id),
        (_, "type") => Value.Of(input.Type),
        (_, "time") => Value.Of(input.Time),
        _ => Below(input.Properties, path),
    };

    private static Value OfRun(in Scope scope, string path) => path switch
    {
        "key" => Value.Of(scope.Run?.Key),
        "journey" => Value.Of(scope.Run?.Journey),
        "startedAt" => Value.Of(scope.Run?.StartedAt),
        "round" => RunFields.Round.Read(scope),
        _ => scope.Run?.Variables.GetValueOrDefault(path) ?? Value.Null,
    };

    private static Value Below(Value value, string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
        {
            return value[path];
        }

        foreach (var name in path.Split('.'))
        {
            value = value[name];
        }

        return value;
    }
}
