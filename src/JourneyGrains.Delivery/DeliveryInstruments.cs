using System.Diagnostics.Metrics;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Delivery;

/// <summary>What delivery counts, by channel.</summary>
internal static class DeliveryInstruments
{
    private static readonly Meter Meter = new("JourneyGrains");

    private static readonly Counter<long> HandedOver =
        Meter.CreateCounter<long>("journeygrains.delivery.handed_over", "{message}", "Messages a channel took.");

    private static readonly Counter<long> Retried =
        Meter.CreateCounter<long>("journeygrains.delivery.retried", "{attempt}", "Attempts that failed and will be made again.");

    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("journeygrains.delivery.refused", "{message}", "Messages a channel refused for good.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("journeygrains.delivery.duration", "s", "How long an attempt took.");

    public static void Count(string channel, HandOverResult result, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("channel", channel);
        var counter = result switch
        {
            HandOverResult.Accepted => HandedOver,
            HandOverResult.Retry => Retried,
            _ => Refused,
        };
        counter.Add(1, tag);
        Duration.Record(took.TotalSeconds, tag);
    }
}
