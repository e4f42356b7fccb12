using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers.Stored;

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
    [JsonConverter(typeof(PackedListJson<Order>))]
    public PackedList<Order> Known { get; init; } = PackedList.Empty<Order>();
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
    bool RefundedWhole = false) : IPacked<Order>
{
    private const byte IsPlaced = 1;
    private const byte IsRefundedWhole = 2;

    static void IPacked<Order>.Pack(PackedWriter writer, Order row)
    {
        writer.Text(row.Id);
        writer.Byte((byte)((row.Placed ? IsPlaced : 0) | (row.RefundedWhole ? IsRefundedWhole : 0)));
        writer.Amount(row.Total);
        writer.Amount(row.Refunded);
    }

    static Order IPacked<Order>.Unpack(ref PackedReader reader)
    {
        var (id, marks) = (reader.Text(), reader.Byte());
        return new(id, reader.Amount(), reader.Amount(), (marks & IsPlaced) != 0, (marks & IsRefundedWhole) != 0);
    }
}
