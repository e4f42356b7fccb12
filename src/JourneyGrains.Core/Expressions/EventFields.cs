using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>The fields of an event under a root: 'event' is the event at hand, 'matched' the one that ended the last wait.</summary>
internal static class EventFields
{
    /// <param name="names">The types that it can be of; null: any.</param>
    public static IEnumerable<Field> Of(string root, IReadOnlyCollection<EventType> types, IReadOnlyList<string>? names)
    {
        Func<Scope, CustomerEvent?> pick = Pick(root);
        yield return new($"{root}.id", ValueKind.Text, "The event's id.", scope => Value.Of(pick(scope)?.Id));
        yield return new($"{root}.type", ValueKind.Text, "The event's type.", scope => Value.Of(pick(scope)?.Type)) { OneOf = names };
        yield return new($"{root}.time", ValueKind.Time, "When it happened.", scope => Value.Of(pick(scope)?.Time));
        if (types.Count == 0)
        {
            yield break;
        }

        foreach (var property in types.First().Properties)
        {
            if (types.All(type => type.Property(property.Name)?.Kind == property.Kind))
            {
                var name = property.Name;
                yield return new($"{root}.{name}", property.Kind, property.Meaning, scope => pick(scope) is { } found ? found[name] : Value.Null)
                {
                    Names = types.All(type => type.Property(name)!.Names == property.Names) ? property.Names : null,
                };
            }
        }
    }

    public static Field Open(string root)
    {
        Func<Scope, CustomerEvent?> pick = Pick(root);
        return new(root, ValueKind.Map, "The event's properties.", scope => pick(scope)?.Properties ?? Value.Null);
    }

    private static Func<Scope, CustomerEvent?> Pick(string root) =>
        root == "matched" ? scope => scope.Matched : scope => scope.Event;
}
