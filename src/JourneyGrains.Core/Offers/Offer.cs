namespace JourneyGrains.Core.Offers;

/// <summary>
/// What a customer may be given: a share or a sum off an order, or points. Issuing makes a <see cref="Voucher"/> of it; the shop grants it and
/// reports that by the event offer.redeemed.
/// </summary>
/// <param name="Value">Percent of an order, an amount in the brand's currency, or points.</param>
/// <param name="Valid">How long a voucher is good for, where the step does not say.</param>
public sealed record Offer(string Name, OfferKind Kind, decimal Value, TimeSpan Valid, CodePattern Code)
{
    /// <summary>Offers that a brand may have.</summary>
    public const int OffersMax = 100;

    /// <summary>What a redemption costs at most, in the brand's currency; null: not stated, and for an amount the amount.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Vouchers that one customer gets, at most; null: no limit but that of what is kept.</summary>
    public int? Limit { get; init; }

    /// <summary>What a redemption costs at most, as far as it is known.</summary>
    public decimal? CostMost => Cost ?? (Kind == OfferKind.Amount ? Value : null);
}

/// <summary>What an offer gives.</summary>
public enum OfferKind
{
    /// <summary>A share off an order.</summary>
    Percent,

    /// <summary>A sum off an order.</summary>
    Amount,

    /// <summary>Points, booked when it is redeemed.</summary>
    Points,
}
