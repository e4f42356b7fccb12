using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Reports;

/// <summary>What was measured.</summary>
/// <param name="Committed">From the moment an event was to be published until its turn was durable.</param>
internal sealed record LoadResults(
    LoadSpeeds Speeds,
    Percentiles Acknowledged,
    Percentiles Committed,
    Percentiles HandedOver,
    Usage Paced,
    Memory Memory,
    RowSamples Rows,
    IReadOnlyList<TableSize> Tables,
    string Collector);

/// <summary>Managed heap of the silo's process.</summary>
/// <param name="Asleep">With all customers asleep, in bytes.</param>
/// <param name="Awake">After one event of each.</param>
/// <param name="Busy">After the rounds.</param>
/// <param name="AsleepAgain">With all asleep right after that.</param>
internal sealed record Memory(long Asleep, long Awake, long Busy, long AsleepAgain);
