using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>A kind of event with the properties that are checked when one arrives. Properties beyond these are kept as they come.</summary>
/// <param name="Name">Noun and past participle in lower case with a dot between: cart.updated.</param>
public sealed record EventType(string Name, string Meaning, ImmutableArray<EventProperty> Properties)
{
    public EventProperty? Property(string name) => Properties.FirstOrDefault(property => property.Name == name);
}

/// <summary>A checked property: its kind and whether an event without it is refused.</summary>
public sealed record EventProperty(string Name, ValueKind Kind, bool Required, string Meaning)
{
    /// <summary>What its text is a name of; null: of nothing that definitions name.</summary>
    public NameKind? Names { get; init; }
}
