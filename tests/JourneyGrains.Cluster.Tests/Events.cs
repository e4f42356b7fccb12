using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Events as a shop would send them now.</summary>
internal static class Events
{
    private static int last;

    public static CustomerEvent Of(string customer, string type, params (string Name, object Value)[] properties) => new(
        $"e-{Interlocked.Increment(ref last)}",
        customer,
        type,
        DateTimeOffset.UtcNow,
        Value.Of(properties.ToImmutableSortedDictionary(pair => pair.Name, pair => ToValue(pair.Value), StringComparer.Ordinal)));

    public static CustomerEvent Identified(string customer) =>
        Of(customer, EventTypes.CustomerIdentified, ("email", $"{customer}@example.com"), ("firstName", "Ada"), ("language", "en"));

    public static CustomerEvent Consent(string customer, bool granted = true) =>
        Of(customer, EventTypes.ConsentChanged, ("channel", "email"), ("purpose", "marketing"), ("granted", granted));

    public static CustomerEvent Cart(string customer, string cart, decimal value) =>
        Of(customer, EventTypes.CartUpdated, ("cartId", cart), ("value", value));

    public static CustomerEvent Order(string customer, string order, decimal total, string? cart = null) => cart is null
        ? Of(customer, EventTypes.OrderPlaced, ("orderId", order), ("total", total))
        : Of(customer, EventTypes.OrderPlaced, ("orderId", order), ("total", total), ("cartId", cart));

    private static Value ToValue(object value) => value switch
    {
        string text => Value.Of(text),
        bool yes => Value.Of(yes),
        decimal number => Value.Of(number),
        int number => Value.Of(number),
        _ => throw new ArgumentException($"No value of {value.GetType().Name}.", nameof(value)),
    };
}
