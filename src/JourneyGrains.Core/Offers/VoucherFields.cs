using System.Collections.Immutable;
using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Offers;

/// <summary>What expressions and templates see of a voucher: of each of customer.offers, and of the one that a run issued last, as run.offer.</summary>
public static class VoucherFields
{
    /// <summary>How the variables of a run that tell of its voucher begin.</summary>
    public const string Prefix = "offer.";

    private static readonly (string Name, ValueKind Kind, Func<Voucher, Value> Read)[] All =
    [
        ("code", Text, voucher => Value.Of(voucher.Code)),
        ("expiresAt", Time, voucher => Value.Of(voucher.ExpiresAt)),
        ("kind", Text, voucher => Value.Of(NameOf(voucher.Kind))),
        ("name", Text, voucher => Value.Of(voucher.Offer)),
        ("value", Number, voucher => Value.Of(voucher.Value)),
    ];

    /// <summary>The variables of a run that issued an offer.</summary>
    public static ImmutableArray<KeyValuePair<string, ValueKind>> Variables { get; } =
        [.. All.Select(field => KeyValuePair.Create(Prefix + field.Name, field.Kind))];

    internal static ValueMap Of(Voucher voucher) => ValueMap.Of(All.Select(field => KeyValuePair.Create(field.Name, field.Read(voucher))));

    internal static IEnumerable<KeyValuePair<string, Value>> VariablesOf(Voucher voucher) =>
        All.Select(field => KeyValuePair.Create(Prefix + field.Name, field.Read(voucher)));

    private static string NameOf(OfferKind kind) => kind switch { OfferKind.Percent => "percent", OfferKind.Amount => "amount", _ => "points" };
}
