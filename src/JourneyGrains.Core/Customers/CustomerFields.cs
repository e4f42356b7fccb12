using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Customers;

/// <summary>What expressions and templates may read of a customer.</summary>
public static class CustomerFields
{
    /// <summary>The path of the names of the segments the customer is in.</summary>
    public const string Segments = "customer.segments";

    /// <summary>The customer's own attributes: an open root, so customer.attributes.ANYTHING may be read.</summary>
    public static Field Attributes { get; } =
        new("customer.attributes", Map, "The customer's own attributes.", scope => Value.Of(scope.Customer.Profile.Attributes));

    public static ImmutableArray<Field> All { get; } =
    [
        F("id", Text, "The customer's id.", customer => Value.Of(customer.Id)),
        F("firstName", Text, "", customer => Value.Of(customer.Profile.FirstName)),
        F("lastName", Text, "", customer => Value.Of(customer.Profile.LastName)),
        F("email", Text, "The e-mail address.", customer => Value.Of(customer.Profile.Addresses.GetValueOrDefault("email"))),
        F("phone", Text, "The telephone number.", customer => Value.Of(customer.Profile.Addresses.GetValueOrDefault("phone"))),
        F("push", Text, "The address for push messages.", customer => Value.Of(customer.Profile.Addresses.GetValueOrDefault("push"))),
        F("language", Text, "As given; absent where unknown.", customer => Value.Of(customer.Profile.Language)),
        F("timeZone", Text, "An id of the tz database; absent where unknown.", customer => Value.Of(customer.Profile.TimeZone)),
        F("preferredChannel", Text, "", customer => Value.Of(customer.Profile.PreferredChannel)) with { Names = NameKind.Channel },
        F("knownSince", Time, "When the first event arrived.", customer => Value.Of(customer.KnownSince)),
        F("orders", Number, "Orders placed, with the one at hand.", customer => Value.Of(customer.Purchases.Orders)),
        F("refunds", Number, "Refunds made.", customer => Value.Of(customer.Purchases.Refunds)),
        F("spend", Number, "Totals of orders less refunds.", customer => Value.Of(customer.Purchases.Spend)),
        F("averageOrder", Number, "Spend by order; absent before the first.",
            customer => customer.Purchases.Orders == 0 ? Value.Null : Value.Of(decimal.Round(customer.Purchases.Spend / customer.Purchases.Orders, 2))),
        F("firstOrderAt", Time, "", customer => Value.Of(customer.Purchases.FirstOrderAt)),
        F("lastOrderAt", Time, "", customer => Value.Of(customer.Purchases.LastOrderAt)),
        F("points", Number, "The balance of points.", customer => Value.Of(customer.Loyalty.Balance)),
        F("pointsEarned", Number, "Points ever earned.", customer => Value.Of(customer.Loyalty.Earned)),
        F("tier", Text, "The name of the tier.", customer => Value.Of(customer.Loyalty.Tier)) with { Names = NameKind.Tier },
        new("customer.offers", List, "The offers issued and still good, oldest first: name, code, kind, value, expiresAt.", scope => OfferRules.Open(scope.Customer, scope.Now))
        {
            NextStep = scope => OfferRules.NextExpiry(scope.Customer, scope.Now),
        },
        F("lastSeenAt", Time, "When the newest event happened.", customer => Value.Of(customer.Recent.Newest)),
        F("segments", List, "The names of the segments the customer is in.",
            customer => Value.Of([.. (customer.Segments ?? []).Select(known => Value.Of(known.Segment))])) with { Names = NameKind.Segment },
        Attributes,
    ];

    private static Field F(string name, ValueKind kind, string meaning, Func<CustomerState, Value> read) =>
        new($"customer.{name}", kind, meaning, scope => read(scope.Customer));
}
