using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Offers;

/// <summary>A customer's vouchers.</summary>
public sealed record Wallet
{
    public static Wallet Empty { get; } = new();

    /// <summary>Newest last. Those that are redeemed or expired go where the room is needed.</summary>
    public ImmutableArray<Voucher> Vouchers { get; init; } = [];

    /// <summary>How many were ever issued of each offer that has a limit, for those limits.</summary>
    public ImmutableSortedDictionary<string, int> Issued { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>An offer that was issued to a customer.</summary>
/// <param name="Value">As it was when issued: a later change of the offer does not change it.</param>
/// <param name="ExpiresAt">From then on it is not redeemed any more.</param>
/// <param name="Origin">The journey that issued it.</param>
public sealed record Voucher(
    string Code, string Offer, [property: JsonConverter(typeof(JsonStringEnumConverter<OfferKind>))] OfferKind Kind, decimal Value,
    DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string Origin)
{
    /// <summary>When it was redeemed; null: it was not.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>Neither redeemed nor expired.</summary>
    public bool IsOpen(DateTimeOffset now) => RedeemedAt is null && now < ExpiresAt;
}
