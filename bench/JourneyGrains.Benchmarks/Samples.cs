using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Benchmarks;

/// <summary>The sample journeys, and customers in the middle of their lives.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    private static readonly LoadedDefinitions Loaded = DefinitionReader.Read(Path.Combine(AppContext.BaseDirectory, "journeys"));

    public static DefinitionSet Definitions => Loaded.Definitions!;

    public static TemplateSet Templates => Loaded.Templates!;

    public static CustomerEvent Identified { get; } = Event(
        "i-1", EventTypes.CustomerIdentified, Start, ("email", Value.Of("ada@example.org")), ("firstName", Value.Of("Ada")));

    public static CustomerEvent View(int number, DateTimeOffset at) => Event(
        $"v-{number}", EventTypes.ProductViewed, at, ("productId", Value.Of($"p-{number % 90}")), ("category", Value.Of("lamps")), ("price", Value.Of(49.90m)));

    public static CustomerEvent Cart(string cart, DateTimeOffset at) => Event(
        $"c-{cart}", EventTypes.CartUpdated, at, ("cartId", Value.Of(cart)), ("value", Value.Of(89.90m)), ("currency", Value.Of("EUR")));

    public static CustomerEvent Order(string order, string cart, DateTimeOffset at) => Event(
        $"o-{order}", EventTypes.OrderPlaced, at, ("orderId", Value.Of(order)), ("cartId", Value.Of(cart)), ("total", Value.Of(89.90m)),
        ("currency", Value.Of("EUR")), ("promisedAt", Value.Of(at.AddDays(3))));

    /// <summary>A reachable customer who has looked at some products, at most one a minute.</summary>
    public static CustomerState Known(int views)
    {
        var state = Taken(CustomerState.New("c-1"), Identified);
        state = Taken(state, Event(
            "g-1", EventTypes.ConsentChanged, Start, ("channel", Value.Of("email")), ("purpose", Value.Of("marketing")), ("granted", Value.True)));
        for (var view = 0; view < views; view++)
        {
            state = Taken(state, View(view, Start.AddMinutes(view)));
        }

        return state;
    }

    /// <summary>The state after the event, with what was due before it taken.</summary>
    public static CustomerState Taken(CustomerState state, CustomerEvent input)
    {
        while (Customer.CatchUp(state, input.Time, Definitions) is { } due)
        {
            state = due.State;
        }

        return Customer.Take(state, new EventInput(input), input.Time, Definitions).State;
    }

    private static CustomerEvent Event(string id, string type, DateTimeOffset at, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            fields[name] = value;
        }

        return new(id, "c-1", type, at, Value.Of(fields.ToImmutable()));
    }
}
