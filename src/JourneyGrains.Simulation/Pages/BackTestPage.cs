using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>The report of a back-test as one page.</summary>
internal static class BackTestPage
{
    public static string Of(BackTestFindings found) => new Html()
        .Tiles(
            ("events", Html.Number(found.Before.Events)), ("customers", Html.Number(found.Before.Outcome.Customers)),
            ("messages before", Html.Number(found.Before.Messages)), ("messages after", Html.Number(found.After.Messages)),
            ("customers who would notice", Html.Number(found.CustomersWhoDiffer)))
        .Heading("Message by message")
        .Text("Same: template, channel, wording and moment. Moved: another moment. Changed: another template, channel or wording.")
        .Table(
            ["journey", "same#", "lost#", "gained#", "moved#", "changed#"],
            found.Origins.Select(pair => (IReadOnlyList<string>)
            [
                pair.Key, Html.Number(pair.Value.Same), .. Kinds().Select(kind => Html.Number(pair.Value.Of(kind))),
            ]))
        .Why(found.Reasons)
        .Heading("How far each journey came, before and after")
        .Table(
            ["journey", "entered#", "after#", "handed over#", "after#", "withheld#", "after#", "goal#", "after#"],
            Origins(found).Select(origin => (IReadOnlyList<string>)
            [
                origin,
                .. new[] { LineKind.Entered, LineKind.HandedOver, LineKind.Withheld, LineKind.Goal }
                    .SelectMany(kind => new[] { Html.Number(found.Before.Total(origin, kind)), Html.Number(found.After.Total(origin, kind)) }),
            ]))
        .Arms(found.Before, "Arms, before")
        .Arms(found.After, "Arms, after")
        .Sends(found.Before.Sends, found.After.Sends)
        .Raw($"<p>Digests <code>{Html.Escape(found.Before.Outcome.Digest)}</code> and <code>{Html.Escape(found.After.Outcome.Digest)}</code></p>")
        .Page("Back-test");

    private static DifferenceKind[] Kinds() => Enum.GetValues<DifferenceKind>();

    private static IEnumerable<string> Origins(BackTestFindings found) =>
        found.Before.Origins.Union(found.After.Origins, StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
