using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Reports;

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

    /// <summary>Milliseconds of a CPU for a thousand, by the median of the rounds; NaN: not known.</summary>
    public double PerThousand(Func<Usage, TimeSpan?> cpu) => Median(Costs(cpu));

    /// <summary>How many times the events a second of another's rounds, by the median of the ratios of the rounds that stood side by side.</summary>
    public double Beside(Speed other) => Median([.. Rounds.Zip(other.Rounds, (mine, its) => mine / its)]);

    /// <summary>How many times the CPU for a thousand of another's rounds, in the same way.</summary>
    public double Beside(Speed other, Func<Usage, TimeSpan?> cpu) => Median([.. Costs(cpu).Zip(other.Costs(cpu), (mine, its) => mine / its)]);

    public void Add(long count, Usage usage) => rounds.Add((count, usage));

    private double[] Costs(Func<Usage, TimeSpan?> cpu) =>
        [.. rounds.Select(round => cpu(round.Usage) is { } time ? time.TotalMilliseconds * 1000 / round.Count : double.NaN)];

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>The rows of the table of throughput.</summary>
internal sealed class LoadSpeeds
{
    public Speed Silo { get; } = new("silo, full speed", "events published, logged, decided, committed, and a tenth of them sent: rendered, judged, handed over, settled.");

    public Speed Raw { get; } = new("raw batches", "the rows of the same events in transactions of 500, without turns or Orleans: the limit of the database here.");

    public Speed Naive { get; } = new("naive", "the same turn in a bare grain, the state alone written by WriteStateAsync; no log, transcript or sending.");

    public Speed Calls { get; } = new("bare grain calls", "calls within the silo with one event to grains that do nothing: the limit of Orleans here.");

    public Speed Asleep { get; } = new("silo, asleep", "one product view of every customer while all are asleep, in turns with the next row and after the rounds of the others.");

    public Speed Awake { get; } = new("silo, awake", "one more of every customer, all awake from the one before.");

    public IReadOnlyList<Speed> All => [Silo, Raw, Naive, Calls, Asleep, Awake];
}
