using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>What the pages of two sides have in common.</summary>
internal static class DifferenceTables
{
    private const int ReasonsMax = 40;

    public static Html Why(this Html page, IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> reasons) => page
        .Section(
            "Why messages are missing on one side",
            null,
            ["journey", "difference", "reason", "messages#"],
            reasons.Take(ReasonsMax).Select(one => (IReadOnlyList<string>)
                [one.Origin, one.Kind.ToString().ToLowerInvariant(), one.Reason, Html.Number(one.Count)]));

    /// <summary>Each journey has the same colour in both charts.</summary>
    public static Html Sends(this Html page, Timeline before, Timeline after)
    {
        string[] names = [.. before.Names.Union(after.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return page
            .Heading("Messages over time, before").Chart(before, "messages", names)
            .Heading("Messages over time, after").Chart(after, "messages", names);
    }
}
