using System.Globalization;
using System.Text;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Rehearsals;

namespace JourneyGrains.Simulation.Output;

/// <summary>A rehearsal for a person at a terminal.</summary>
internal static class RehearsalText
{
    public static string Write(RehearsalFindings found)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{found.Findings.Events} events of {found.Findings.Outcome.Customers} customers, {found.PeakPerMinute} in the busiest minute; {found.Findings.Messages} messages");
        foreach (var channel in found.Channels)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{channel.Channel}: {channel.Messages} messages, {channel.BusiestSecond} in the busiest second, longest queue {channel.LongestQueue}{Cost(channel)}");
        }

        var width = Math.Max(8, found.Knowledge.Select(one => one.Origin.Length).DefaultIfEmpty().Max());
        text.AppendLine($"{"journey".PadRight(width)} {"channel",-8} {"messages",10} {"half wait at most",18} {"longest wait",14}  the last customer knows");
        foreach (var one in found.Knowledge)
        {
            var wait = $"{Durations.FormatRoughly(one.WaitMiddle),18} {Durations.FormatRoughly(one.WaitLongest),14}";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{one.Origin.PadRight(width)} {one.Channel,-8} {one.Messages,10} {wait}  {Moments.Format(one.Last)}{(one.Expires ? "  (some expire while they wait)" : "")}");
        }

        OffersText.Write(text, found.Offers);
        ReasonsText.Write(text, found.Findings.Reasons);
        ResultsText.Write(text, found.Findings.Outcome.Results);
        return text.ToString().TrimEnd();
    }

    private static string Cost(ChannelFindings channel) =>
        channel.Cost is { } cost ? $", cost {cost.ToString("0.00", CultureInfo.InvariantCulture)}" : "";
}
