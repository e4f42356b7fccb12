using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>Something that happened to one customer, as its producer reports it.</summary>
/// <param name="Id">Chosen by the producer, unique for the customer: a repeated id changes nothing (I1).</param>
/// <param name="CustomerId">Whose life it is a part of.</param>
/// <param name="Type">A well-known type of <see cref="EventTypes"/> or any custom one.</param>
/// <param name="Time">When it happened, by the producer's clock. Waits are judged by arrival, not by this.</param>
/// <param name="Properties">A map; of a well-known type in the kinds its <see cref="EventType"/> gives.</param>
public sealed record CustomerEvent(string Id, string CustomerId, string Type, DateTimeOffset Time, Value Properties)
{
    /// <summary>The property, or absent.</summary>
    public Value this[string property] => Properties[property];

    /// <summary>The same event with only the named properties.</summary>
    public CustomerEvent Keep(ImmutableArray<string> properties)
    {
        if (Properties.Kind != ValueKind.Map)
        {
            return this;
        }

        var fields = Properties.AsMap();
        var kept = fields.Only(properties.AsSpan());
        return ReferenceEquals(kept, fields) ? this : this with { Properties = Value.Of(kept) };
    }
}
