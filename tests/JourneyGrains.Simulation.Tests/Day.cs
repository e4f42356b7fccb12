using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests;

/// <summary>Writes recordings by hand: events at minutes of one day.</summary>
internal sealed class Day(string customer = "c-1")
{
    public static readonly DateTimeOffset Midnight = new(2025, 11, 11, 0, 0, 0, TimeSpan.Zero);

    private readonly List<RecordedEvent> events = [];

    public IReadOnlyList<RecordedEvent> Events => events;

    public static DateTimeOffset At(int minute) => Midnight.AddMinutes(minute);

    public Day With(int minute, string type, params (string Name, Value Value)[] properties)
    {
        var map = properties.ToImmutableSortedDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        var number = events.Count + 1;
        events.Add(new(new CustomerEvent($"{customer}-{number}", customer, type, At(minute), Value.Of(map)), At(minute), number));
        return this;
    }

    /// <summary>Someone who may be written to.</summary>
    public Day Reachable(int minute = 0) =>
        With(minute, EventTypes.CustomerIdentified, ("email", Value.Of($"{customer}@example.com")))
            .With(
                minute, EventTypes.ConsentChanged,
                ("channel", Value.Of("email")), ("purpose", Value.Of("marketing")), ("granted", Value.True));

    public Day Cart(int minute, decimal value = 50) =>
        With(minute, EventTypes.CartUpdated, ("cartId", Value.Of("cart-1")), ("value", Value.Of(value)));

    public Day Order(int minute) =>
        With(minute, EventTypes.OrderPlaced, ("orderId", Value.Of("o-1")), ("total", Value.Of(50m)), ("cartId", Value.Of("cart-1")));
}
