using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Reports;

/// <summary>What was measured.</summary>
/// <param name="Speeds">The rows of the table of throughput; each with a round or more.</param>
/// <param name="Committed">From the moment an event was to be published until its turn was durable.</param>
internal sealed record LoadResults(
    IReadOnlyList<Speed> Speeds, Percentiles Acknowledged, Percentiles Committed, Percentiles HandedOver, Usage Paced, Memory Memory, RowSizes Rows);

/// <summary>Rounds of one kind of work.</summary>
internal sealed class Speed(string name, string what)
{
    private readonly List<(long Count, Usage Usage)> rounds = [];

    public string Name { get; } = name;

    /// <summary>What was done, for the reader.</summary>
    public string What { get; } = what;

    /// <summary>Events a second of each round, in their order.</summary>
    public IReadOnlyList<double> Rounds => [.. rounds.Select(round => round.Usage.PerSecond(round.Count))];

    public double PerSecond => Median(Rounds);

    public double CpuPerThousand => Median([.. rounds.Select(round => round.Usage.CpuPerThousand(round.Count))]);

    public void Add(long count, Usage usage) => rounds.Add((count, usage));

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>Managed heap and files.</summary>
/// <param name="Asleep">Heap with all customers asleep, in bytes.</param>
/// <param name="Awake">Heap after one event of each.</param>
/// <param name="Busy">Heap after the rounds.</param>
/// <param name="Disk">Bytes of the database and its write-ahead log at the end.</param>
internal sealed record Memory(long Asleep, long Awake, long Busy, long Disk);
