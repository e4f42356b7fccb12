using System.Globalization;
using System.Text;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Output;

/// <summary>What offers are issued and may cost, a line each, for a person at a terminal.</summary>
internal static class OffersText
{
    /// <param name="side">"before" or "after" where two sides are compared.</param>
    public static void Write(StringBuilder text, IEnumerable<OfferFindings> offers, string side = "")
    {
        foreach (var offer in offers)
        {
            var cost = offer.CostEach is null
                ? "cost not stated"
                : string.Create(CultureInfo.InvariantCulture, $"cost {offer.CostSoFar:0.00} so far, {offer.CostMost:0.00} at most");
            var name = $"offer {offer.Offer} of {offer.Origin}{(side.Length > 0 ? ", " : "")}{side}";
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {offer.Issued} issued, {offer.Redeemed} redeemed, {cost}");
        }
    }
}
