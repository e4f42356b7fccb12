using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Rehearsals;

namespace JourneyGrains.Simulation.Output;

/// <summary>A rehearsal for programs.</summary>
internal static class RehearsalJson
{
    public static string Write(RehearsalFindings found) => Encoding.UTF8.GetString(ReportJson.Object(ReportJson.Readable, writer =>
    {
        writer.WriteNumber("peakEventsPerMinute", found.PeakPerMinute);
        writer.WriteObjects("knowledge", found.Knowledge, Knowledge);
        writer.WriteObjects("channels", found.Channels, Channel);
        OffersJson.Write(writer, found.Offers);
        FindingsJson.Write(writer, found.Findings);
    }));

    private static void Knowledge(Utf8JsonWriter writer, Knowledge one)
    {
        writer.WriteString("journey", one.Origin);
        writer.WriteString("channel", one.Channel);
        writer.WriteNumber("messages", one.Messages);
        writer.WriteString("first", Moments.Format(one.First));
        writer.WriteString("last", Moments.Format(one.Last));
        writer.WriteNumber("waitMiddleSeconds", Math.Round(one.WaitMiddle.TotalSeconds, 1));
        writer.WriteNumber("waitLongestSeconds", Math.Round(one.WaitLongest.TotalSeconds, 1));
        writer.WriteNumber("shortestLifeSeconds", Math.Round(one.ShortestLife.TotalSeconds, 1));
        writer.WriteBoolean("expiresWhileItWaits", one.Expires);
    }

    private static void Channel(Utf8JsonWriter writer, ChannelFindings channel)
    {
        writer.WriteString("channel", channel.Channel);
        writer.WriteNumber("messages", channel.Messages);
        writer.WriteNumber("busiestSecond", channel.BusiestSecond);
        writer.WriteNumber("longestQueue", channel.LongestQueue);
        if (channel.RatePerSecond is { } rate)
        {
            writer.WriteNumber("ratePerSecond", rate);
        }

        if (channel.Cost is { } cost)
        {
            writer.WriteNumber("cost", cost);
        }
    }
}
