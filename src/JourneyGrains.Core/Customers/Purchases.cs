using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Customers;

/// <summary>Orders in sum, in the brand's currency.</summary>
public sealed record Purchases
{
    public static Purchases None { get; } = new();

    public int Orders { get; init; }

    public int Refunds { get; init; }

    /// <summary>Totals of orders less refunds.</summary>
    public decimal Spend { get; init; }

    /// <summary>By the producer's clock: an order that comes late may move it back.</summary>
    public DateTimeOffset? FirstOrderAt { get; init; }

    public DateTimeOffset? LastOrderAt { get; init; }

    /// <summary>The newest orders with what was refunded of each.</summary>
    public ImmutableArray<Order> Known { get; init; } = [];
}

/// <summary>An order as refunds need it.</summary>
/// <param name="Total">0 while only its refund has arrived.</param>
/// <param name="Placed">False while only its refund has arrived.</param>
/// <param name="RefundedWhole">A refund without an amount: all of it.</param>
public sealed record Order(
    string Id,
    decimal Total,
    decimal Refunded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool Placed = true, // False is not what an absent one reads back as.
    bool RefundedWhole = false);
