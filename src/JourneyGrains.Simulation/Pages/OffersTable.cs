using System.Globalization;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>What offers are issued and may cost, as a section of a page.</summary>
internal static class OffersTable
{
    public static Html Offers(this Html page, IEnumerable<OfferFindings> offers, string heading = "What offers may cost") => page
        .Section(
            heading,
            "At most: were every one that was issued redeemed. Of a percentage or of points only where the offer states a cost.",
            ["offer", "of", "issued#", "redeemed#", "cost each#", "cost so far#", "cost at most#"],
            offers.Select(offer => (IReadOnlyList<string>)
            [
                offer.Offer, offer.Origin, Html.Number(offer.Issued), Html.Number(offer.Redeemed), Money(offer.CostEach), Money(offer.CostSoFar), Money(offer.CostMost),
            ]));

    private static string Money(decimal? amount) => amount?.ToString("N2", CultureInfo.InvariantCulture) ?? "not stated";
}
