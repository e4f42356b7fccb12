using System.Globalization;
using System.Text;
using JourneyGrains.Simulation.BackTests;

namespace JourneyGrains.Simulation.Output;

/// <summary>A back-test for a person at a terminal.</summary>
internal static class BackTestText
{
    private const int ReasonsMax = 15;

    public static string Write(BackTestFindings found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{found.Before.Events} events of {found.Before.Outcome.Customers} customers; ");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{found.Before.Messages} messages before, {found.After.Messages} after; {found.CustomersWhoDiffer} customers would notice");
        var width = Math.Max(8, found.Origins.Keys.Select(origin => origin.Length).DefaultIfEmpty().Max());
        text.AppendLine(Row("journey", "same", "lost", "gained", "moved", "changed", width));
        foreach (var (origin, counts) in found.Origins)
        {
            text.AppendLine(Row(
                origin, Number(counts.Same), Number(counts.Of(DifferenceKind.Lost)), Number(counts.Of(DifferenceKind.Gained)),
                Number(counts.Of(DifferenceKind.Moved)), Number(counts.Of(DifferenceKind.Changed)), width));
        }

        foreach (var (origin, kind, reason, count) in found.Reasons.Take(ReasonsMax))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,10}  {kind.ToString().ToLowerInvariant(),-7} {origin}: {reason}");
        }

        ResultsText.Write(text, found.After.Outcome.Results);
        text.AppendLine(CultureInfo.InvariantCulture, $"digest before {found.Before.Outcome.Digest}");
        text.Append(CultureInfo.InvariantCulture, $"digest after  {found.After.Outcome.Digest}");
        return text.ToString();
    }

    private static string Row(string origin, string same, string lost, string gained, string moved, string changed, int width) =>
        $"{origin.PadRight(width)} {same,10} {lost,10} {gained,10} {moved,10} {changed,10}";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
