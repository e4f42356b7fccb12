using System.Globalization;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Rehearsals;

namespace JourneyGrains.Simulation.Pages;

/// <summary>The report of a rehearsal as one page.</summary>
internal static class RehearsalPage
{
    public static string Of(RehearsalFindings found) => new Html()
        .Tiles(
            ("events", Html.Number(found.Findings.Events)), ("customers", Html.Number(found.Findings.Outcome.Customers)),
            ("events in the busiest minute", Html.Number(found.PeakPerMinute)), ("messages", Html.Number(found.Findings.Messages)))
        .Heading("Events over time").Chart(found.Load, "events")
        .Heading("Messages over time").Chart(found.Findings.Sends, "messages")
        .Section(
            "When the last customer will know",
            "Given what each channel takes a second, first come first served, and each wave its rate. Waits are never told too short.",
            ["journey", "channel", "messages#", "first", "half wait at most#", "longest wait#", "the last customer knows", ""],
            found.Knowledge.Select(one => (IReadOnlyList<string>)
            [
                one.Origin, one.Channel, Html.Number(one.Messages), Moment(one.First), Durations.FormatRoughly(one.WaitMiddle),
                Durations.FormatRoughly(one.WaitLongest), Moment(one.Last), one.Expires ? "some expire while they wait" : "",
            ]))
        .Section(
            "What the channels carry",
            null,
            ["channel", "messages#", "rate a second#", "busiest second#", "longest queue#", "cost#"],
            found.Channels.Select(channel => (IReadOnlyList<string>)
            [
                channel.Channel, Html.Number(channel.Messages), channel.RatePerSecond?.ToString("0.##", CultureInfo.InvariantCulture) ?? "no bound",
                Html.Number(channel.BusiestSecond), Html.Number(channel.LongestQueue),
                channel.Cost?.ToString("N2", CultureInfo.InvariantCulture) ?? "",
            ]))
        .Offers(found.Offers)
        .Funnels(found.Findings)
        .Arms(found.Findings)
        .Reasons(found.Findings)
        .Page("Rehearsal");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
