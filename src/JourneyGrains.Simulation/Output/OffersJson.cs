using System.Text.Json;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Output;

/// <summary>What offers are issued and may cost, for programs.</summary>
internal static class OffersJson
{
    /// <summary>As the field "offers".</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<OfferFindings> offers) => writer.WriteObjects("offers", offers, Offer);

    private static void Offer(Utf8JsonWriter writer, OfferFindings offer)
    {
        writer.WriteString("offer", offer.Offer);
        writer.WriteString("journey", offer.Origin);
        writer.WriteNumber("issued", offer.Issued);
        writer.WriteNumber("redeemed", offer.Redeemed);
        if (offer.CostMost is { } most)
        {
            writer.WriteNumber("costSoFar", offer.CostSoFar!.Value);
            writer.WriteNumber("costAtMost", most);
        }
    }
}
