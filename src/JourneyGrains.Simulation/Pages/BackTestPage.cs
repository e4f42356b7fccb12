using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>The report of a back-test as one page.</summary>
internal static class BackTestPage
{
    private static readonly (LineKind Kind, string Name)[] Told =
    [
        (LineKind.Entered, LineKind.Entered.Word()), (LineKind.HandedOver, LineKind.HandedOver.Word()), (LineKind.Withheld, LineKind.Withheld.Word()),
        (LineKind.Goal, "goal reached"),
    ];

    public static string Of(BackTestFindings found) => new Html()
        .Tiles(
            ("events", Html.Number(found.Before.Events)), ("customers", Html.Number(found.Before.Outcome.Customers)),
            ("messages before", Html.Number(found.Before.Messages)), ("messages after", Html.Number(found.After.Messages)),
            ("customers who would notice", Html.Number(found.CustomersWhoDiffer)))
        .Section(
            "Message by message",
            "Same: template, channel, wording and moment. Moved: another moment. Changed: another template, channel or wording.",
            ["journey", "same#", "lost#", "gained#", "moved#", "changed#"],
            found.Origins.Select(pair => (IReadOnlyList<string>)
            [
                pair.Key, Html.Number(pair.Value.Same), .. Kinds().Select(kind => Html.Number(pair.Value.Of(kind))),
            ]))
        .Why(found.Reasons)
        .Section(
            "How far each journey came, before and after",
            null,
            ["journey", .. Told.SelectMany(told => new[] { $"{told.Name}#", "after#" })],
            Origins(found)
                .Select(origin => (Origin: origin, Counts: Told.SelectMany(told => new[] { found.Before.Total(origin, told.Kind), found.After.Total(origin, told.Kind) }).ToArray()))
                .Where(row => Array.Exists(row.Counts, count => count > 0))
                .Select(row => (IReadOnlyList<string>)[row.Origin, .. row.Counts.Select(Html.Number)]))
        .Offers(found.OffersBefore, "What offers may cost, before")
        .Offers(found.OffersAfter, "What offers may cost, after")
        .Arms(found.Before, "Arms, before")
        .Arms(found.After, "Arms, after")
        .Sends(found.Before.Sends, found.After.Sends)
        .Raw($"<p>Digests <code>{Html.Escape(found.Before.Outcome.Digest)}</code> and <code>{Html.Escape(found.After.Outcome.Digest)}</code></p>")
        .Page("Back-test");

    private static DifferenceKind[] Kinds() => Enum.GetValues<DifferenceKind>();

    private static IEnumerable<string> Origins(BackTestFindings found) =>
        found.Before.Origins.Union(found.After.Origins, StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
