using System.Globalization;
using System.Text;
using JourneyGrains.Simulation.BackTests;

namespace JourneyGrains.Simulation.Output;

/// <summary>A back-test for a person at a terminal.</summary>
internal static class BackTestText
{
    public static string Write(BackTestFindings found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{found.Before.Events} events of {found.Before.Outcome.Customers} customers; ");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{found.Before.Messages} messages before, {found.After.Messages} after; {found.CustomersWhoDiffer} customers would notice");
        var width = DifferenceText.Width(found.Origins.Keys);
        var kinds = Enum.GetValues<DifferenceKind>();
        text.AppendLine(DifferenceText.Row("journey", ["same", .. kinds.Select(kind => kind.ToString().ToLowerInvariant())], width));
        foreach (var (origin, counts) in found.Origins)
        {
            text.AppendLine(DifferenceText.Row(origin, [counts.Same, .. kinds.Select(counts.Of)], width));
        }

        DifferenceText.Why(text, found.Reasons);
        OffersText.Write(text, found.OffersBefore, "before");
        OffersText.Write(text, found.OffersAfter, "after");
        ResultsText.Write(text, found.After.Outcome.Results);
        text.AppendLine(CultureInfo.InvariantCulture, $"digest before {found.Before.Outcome.Digest}");
        text.Append(CultureInfo.InvariantCulture, $"digest after  {found.After.Outcome.Digest}");
        return text.ToString();
    }
}
