using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Events;

/// <summary>The well-known event types, whose effect on a customer is built in.</summary>
public static class EventTypes
{
    public const string CustomerIdentified = "customer.identified";
    public const string ConsentChanged = "consent.changed";
    public const string ConsentConfirmed = "consent.confirmed";
    public const string ProductViewed = "product.viewed";
    public const string CartUpdated = "cart.updated";
    public const string CheckoutStarted = "checkout.started";
    public const string OrderPlaced = "order.placed";
    public const string OrderRefunded = "order.refunded";
    public const string ShipmentDispatched = "shipment.dispatched";
    public const string ShipmentDelayed = "shipment.delayed";
    public const string ShipmentDelivered = "shipment.delivered";
    public const string PriceChanged = "price.changed";
    public const string StockChanged = "stock.changed";
    public const string SaleExpiring = "sale.expiring";
    public const string MessageDelivered = "message.delivered";
    public const string MessageOpened = "message.opened";
    public const string MessageClicked = "message.clicked";
    public const string MessageBounced = "message.bounced";
    public const string MessageComplained = "message.complained";
    public const string MessageReplied = "message.replied";
    public const string OfferRedeemed = "offer.redeemed";

    /// <summary>Properties by which recent behaviour is recognised later, so they are kept with it.</summary>
    public static readonly ImmutableArray<string> Subjects =
        ["orderId", "cartId", "productId", "saleId", "shipmentId", "messageId", "ticketId", "sessionId", "category", "total", "value", "price"];

    private static readonly EventProperty ByChannel = P("channel", Text) with { Names = NameKind.Channel };

    public static readonly ImmutableArray<EventType> WellKnown =
    [
        Type(CustomerIdentified, "Who the customer is and how to reach them. Absent properties stay as they were.",
            P("email", Text), P("phone", Text), P("push", Text), P("firstName", Text), P("lastName", Text), P("language", Text),
            P("timeZone", Text), P("preferredChannel", Text) with { Names = NameKind.Channel }, P("attributes", Map)),
        Type(ConsentChanged, "The customer allowed or forbade a purpose on a channel.",
            R("channel", Text) with { Names = NameKind.Channel }, R("purpose", Text) with { Names = NameKind.Purpose }, R("granted", Bool), P("evidence", Text)),
        Type(ConsentConfirmed, "The customer confirmed a consent that was given, as by a link in a message.",
            R("channel", Text) with { Names = NameKind.Channel }, R("purpose", Text) with { Names = NameKind.Purpose }, P("evidence", Text)),
        Type(ProductViewed, "A product page was seen.", R("productId", Text), P("name", Text), P("category", Text), P("brand", Text), P("price", Number)),
        Type(CartUpdated, "The cart is now this; value 0 is an emptied cart.",
            R("cartId", Text), R("value", Number), P("currency", Text), P("items", List), P("url", Text)),
        Type(CheckoutStarted, "The customer went to pay.", R("cartId", Text), P("value", Number), P("currency", Text)),
        Type(OrderPlaced, "An order was placed and paid.",
            R("orderId", Text), R("total", Number), P("currency", Text), P("cartId", Text), P("items", List), P("promisedAt", Time)),
        Type(OrderRefunded, "Money of an order went back; without an amount, all of it.", R("orderId", Text), P("amount", Number), P("reason", Text)),
        Type(ShipmentDispatched, "A parcel left.", R("orderId", Text), P("shipmentId", Text), P("carrier", Text), P("promisedAt", Time), P("url", Text)),
        Type(ShipmentDelayed, "A parcel will be late.", R("orderId", Text), P("shipmentId", Text), P("promisedAt", Time), P("reason", Text)),
        Type(ShipmentDelivered, "A parcel arrived.", R("orderId", Text), P("shipmentId", Text)),
        Type(PriceChanged, "A price this customer cares about changed.",
            R("productId", Text), R("price", Number), P("oldPrice", Number), P("name", Text), P("currency", Text)),
        Type(StockChanged, "The stock of a product this customer cares about changed.", R("productId", Text), R("stock", Number), P("name", Text)),
        Type(SaleExpiring, "A sale this customer may care about ends soon.",
            R("saleId", Text), R("endsAt", Time), P("productId", Text), P("category", Text), P("name", Text), P("discount", Number), P("minimum", Number)),
        Type(MessageDelivered, "The provider delivered a message.", R("messageId", Text), ByChannel),
        Type(MessageOpened, "A message was opened.", R("messageId", Text), ByChannel),
        Type(MessageClicked, "A link in a message was followed.", R("messageId", Text), ByChannel, P("url", Text)),
        Type(MessageBounced, "A message could not be delivered; a permanent bounce suppresses the address.",
            R("messageId", Text), ByChannel, P("permanent", Bool), P("reason", Text)),
        Type(MessageComplained, "The customer marked a message as spam; the channel is suppressed.", R("messageId", Text), ByChannel),
        Type(MessageReplied, "The customer answered a message.", R("messageId", Text), ByChannel, P("text", Text)),
        Type(OfferRedeemed, "The shop granted an offer by its code; amount is what it was worth.", R("code", Text), P("orderId", Text), P("amount", Number)),
    ];

    private static readonly FrozenDictionary<string, EventType> ByName = WellKnown.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The well-known type of that name, or null for a custom one.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The same text; of a well-known type always the same object, so that what is remembered takes no room for it.</summary>
    internal static string Shared(string name) => Find(name)?.Name ?? name;

    private static EventType Type(string name, string meaning, params ImmutableArray<EventProperty> properties) => new(name, meaning, properties);

    private static EventProperty R(string name, ValueKind kind) => new(name, kind, true, "");

    private static EventProperty P(string name, ValueKind kind) => new(name, kind, false, "");
}
