using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Expressions;

/// <summary>A customer, an event and a run that expressions are tried on.</summary>
internal static class ExpressionSample
{
    public static readonly DateTimeOffset Now = new(2025, 11, 11, 20, 0, 0, TimeSpan.Zero);

    private static readonly CustomerEvent Order = new(
        "e-9", "c-1", EventTypes.OrderPlaced, Now.AddHours(-1),
        Value.Of(ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("orderId", Value.Of("o-17")),
                KeyValuePair.Create("total", Value.Of(49.90m)),
                KeyValuePair.Create("promisedAt", Value.Of(Now.AddDays(3))),
                KeyValuePair.Create("items", Value.Of([Item("p-1", 2), Item("p-2", 1)])),
            ])));

    public static FieldTable Fields { get; } = FieldTable.Customer
        .WithEvent("event", [EventTypes.Find(EventTypes.OrderPlaced)!], open: false)
        .WithEvent("matched", [], open: true)
        .WithRun([KeyValuePair.Create("discount", ValueKind.Number)]);

    public static Scope Scope { get; } = new(
        CustomerState.New("c-1") with
        {
            Profile = Profile.Empty with
            {
                FirstName = "Ada",
                Attributes = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal, [KeyValuePair.Create("size", Value.Of("M")), KeyValuePair.Create("age", Value.Of(36))]),
            },
            Purchases = Purchases.None with { Orders = 2 },
            Recent = RecentBehaviour.Empty
                .Add(Viewed("e-1", "p-1", Now.AddHours(-30)))
                .Add(Viewed("e-2", "p-1", Now.AddHours(-2)))
                .Add(Viewed("e-3", "p-2", Now.AddHours(-1))),
        },
        Now,
        Order,
        new Run { Id = "r", Journey = "late-shipment", Key = "o-17", StartedAt = Now.AddHours(-1), Event = Order });

    public static Value Evaluate(string source)
    {
        var (expression, error) = ExpressionCompiler.Compile(source, Fields);
        Assert.True(expression is not null, error?.Message);
        return expression.Evaluate(Scope);
    }

    private static Value Item(string product, int count) => Value.Of(ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("productId", Value.Of(product)), KeyValuePair.Create("count", Value.Of(count))]));

    private static CustomerEvent Viewed(string id, string product, DateTimeOffset at) => new(
        id, "c-1", EventTypes.ProductViewed, at,
        Value.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("productId", Value.Of(product))])));
}
