using System.Diagnostics;
using System.Diagnostics.Metrics;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Grains;

/// <summary>What the grains count and trace. Tags are at most an origin and a kind, never a customer.</summary>
public static class Instruments
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "JourneyGrains";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("journeygrains.events.taken", "{event}", "Events whose turns are committed.");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("journeygrains.events.refused", "{event}", "Events put into the dead letters.");
    private static readonly Counter<long> Lines = Meter.CreateCounter<long>("journeygrains.decisions", "{line}", "Transcript lines by origin and kind.");
    private static readonly Histogram<double> Commits = Meter.CreateHistogram<double>("journeygrains.commit.duration", "s", "From handing a turn to the store until it is durable.");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("journeygrains.timer.lateness", "s", "From when a wait was over until the pump called, by the store's time.");

    public static void CountEvents(int events) => Events.Add(events);

    public static void CountRefused(int events) => Refused.Add(events);

    public static void CountLine(TranscriptLine line)
    {
        if (Lines.Enabled && line.Origin is { } origin)
        {
            Lines.Add(1, new("origin", origin), new("kind", line.Kind.ToString()));
        }
    }

    public static void RecordCommit(TimeSpan took) => Commits.Record(took.TotalSeconds);

    public static void RecordLateness(TimeSpan late) => Lateness.Record(late.TotalSeconds);
}
