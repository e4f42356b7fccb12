using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>The report of one simulation as one page.</summary>
internal static class SimulationPage
{
    private const int ReasonsMax = 60;

    public static string Of(RunFindings found) => new Html()
        .Tiles(
            ("events", Html.Number(found.Events)), ("customers", Html.Number(found.Outcome.Customers)),
            ("messages", Html.Number(found.Messages)), ("events refused", Html.Number(found.Refused)))
        .Heading("Messages over time").Chart(found.Sends, "messages")
        .Funnels(found)
        .Arms(found)
        .Reasons(found)
        .Raw($"<p>Digest of all transcripts <code>{Html.Escape(found.Outcome.Digest)}</code></p>")
        .Page("Simulation");

    public static Html Reasons(this Html page, RunFindings found) => page
        .Section(
            "What was not done, and why",
            null,
            ["journey", "kind", "reason", "times#"],
            found.Reasons.Largest.Take(ReasonsMax)
                .Select(one => (IReadOnlyList<string>)[one.Origin, one.Kind.Word(), one.Reason, Html.Number(one.Count)]));
}
