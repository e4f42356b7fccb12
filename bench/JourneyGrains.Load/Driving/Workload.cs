using System.Collections.Immutable;
using System.Globalization;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Load.Driving;

/// <summary>
/// The events, each from its number and the seed alone: of ten, seven product views that no journey listens to, two carts that enter a
/// journey and wait, one order that ends the wait, earns points and sends a message at once.
/// </summary>
/// <param name="prefix">What the ids of its customers begin with.</param>
/// <param name="stride">Its customers are each so-many-th of those known.</param>
internal sealed class Workload(string prefix, int customers, int seed, int stride = 1)
{
    private const string IdPrefix = "e-";
    private const string OrderPrefix = "o-";

    public int Customers { get; } = customers;

    /// <summary>Whether the event of that number sends a message.</summary>
    public static bool Sends(int index) => index % 10 == 9;

    /// <summary>The number of an event from a transcript's input ("event order.placed e-17"); -1: not one of these.</summary>
    public static int IndexOfInput(string input) => IndexAfter(input, input.LastIndexOf(' ') + 1, IdPrefix);

    /// <summary>The number of the event that placed an order.</summary>
    public static int IndexOfOrder(string orderId) => IndexAfter(orderId, 0, OrderPrefix);

    /// <summary>The event that makes a customer known and reachable.</summary>
    public CustomerEvent Introduce(int customer) => new(
        "introduced",
        CustomerId(customer),
        EventTypes.CustomerIdentified,
        DateTimeOffset.UtcNow,
        Map(("email", Value.Of(string.Create(CultureInfo.InvariantCulture, $"c{customer}@example.org"))), ("firstName", Value.Of("Ada"))));

    /// <summary>A product view of one customer, whose id is the occasion.</summary>
    public CustomerEvent View(int customer, string occasion) =>
        new(occasion, CustomerId(customer), EventTypes.ProductViewed, DateTimeOffset.UtcNow, Viewed(customer));

    public string CustomerId(int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number * stride:D7}");

    public CustomerEvent Event(int index)
    {
        var customer = CustomerOf(index);
        var id = string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{index}");
        var (type, properties) = (index % 10) switch
        {
            9 => (EventTypes.OrderPlaced, Map(
                ("orderId", Value.Of(string.Create(CultureInfo.InvariantCulture, $"{OrderPrefix}{index}"))),
                ("cartId", Value.Of(CartOf(index))),
                ("currency", Value.Of("EUR")),
                ("total", Value.Of(20m + (index % 80))))),
            3 or 6 => (EventTypes.CartUpdated, Map(
                ("cartId", Value.Of(CartOf(index))), ("value", Value.Of(20m + (index % 80))), ("currency", Value.Of("EUR")))),
            _ => (EventTypes.ProductViewed, Viewed(index)),
        };
        return new(id, CustomerId(customer), type, DateTimeOffset.UtcNow, properties);
    }

    /// <summary>The two carts and the order of ten events are one customer's; each view is anyone's.</summary>
    private int CustomerOf(int index)
    {
        var whose = index % 10 is 3 or 6 or 9 ? $"cart {index / 10}" : $"view {index}";
        return (int)(StableHashing.Fraction(seed.ToString(CultureInfo.InvariantCulture), whose) * Customers);
    }

    private static Value Viewed(int product) => Map(
        ("productId", Value.Of(string.Create(CultureInfo.InvariantCulture, $"p-{product % 997}"))),
        ("category", Value.Of("lamps")),
        ("price", Value.Of(9.99m + (product % 50))));

    private static string CartOf(int index) => string.Create(CultureInfo.InvariantCulture, $"k-{index / 10}");

    private static int IndexAfter(string text, int from, string prefix) =>
        text.AsSpan(from).StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(from + prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : -1;

    private static Value Map(params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            fields[name] = value;
        }

        return Value.Of(fields.ToImmutable());
    }
}
