using System.Diagnostics.Metrics;

namespace JourneyGrains.Storage;

/// <summary>What the storage measures, on the meter "JourneyGrains".</summary>
internal static class StorageInstruments
{
    private static readonly Meter Meter = new("JourneyGrains");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "journeygrains.storage.commit.duration", "s", "How long a group commit took.");

    private static readonly Histogram<int> Writes = Meter.CreateHistogram<int>(
        "journeygrains.storage.commit.writes", "{write}", "Callers' writes in one group commit.");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "journeygrains.storage.commit.rows", "{row}", "Rows written, roughly.");

    public static void Committed(int writes, int rows, TimeSpan took)
    {
        Duration.Record(took.TotalSeconds);
        Writes.Record(writes);
        Rows.Add(rows);
    }
}
