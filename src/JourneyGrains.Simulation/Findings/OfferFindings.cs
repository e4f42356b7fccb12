using JourneyGrains.Core;

namespace JourneyGrains.Simulation.Findings;

/// <summary>What an offer may cost.</summary>
/// <param name="Origin">The journey that issues it.</param>
/// <param name="CostEach">Of a redemption, at most; null: it is not stated, and cannot be known of a percentage or of points.</param>
public sealed record OfferFindings(string Offer, string Origin, long Issued, long Redeemed, decimal? CostEach)
{
    /// <summary>Should every one issued be redeemed.</summary>
    public decimal? CostMost => Issued * CostEach;

    /// <summary>Of those redeemed, at most.</summary>
    public decimal? CostSoFar => Redeemed * CostEach;

    internal static IReadOnlyList<OfferFindings> Of(RunFindings found, DefinitionSet definitions) =>
        [.. found.Offers.All.Select(offer => new OfferFindings(offer.Offer, offer.Origin, offer.Issued, offer.Redeemed, definitions.Offer(offer.Offer)?.CostMost))];
}
