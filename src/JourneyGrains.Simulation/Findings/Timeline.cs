using System.Runtime.InteropServices;

namespace JourneyGrains.Simulation.Findings;

/// <summary>
/// Counts over time by name, in steps that grow with the span: a minute at first, a day in the end. What it holds depends on the counts
/// alone, not on the order in which they came or were added up.
/// </summary>
public sealed class Timeline
{
    /// <summary>More steps than this between the first and the last, and the steps become longer.</summary>
    public const int StepsMax = 1_500;

    private static readonly long[] Widths =
    [
        .. new[] { 1, 5, 15, 60, 360, 1440, 10_080 }.Select(minutes => TimeSpan.TicksPerMinute * minutes),
    ];

    private readonly Dictionary<(string Name, long Step), long> counts = [];
    private int width;
    private long first = long.MaxValue;
    private long last = long.MinValue;

    /// <summary>How long a step is.</summary>
    public TimeSpan Step => TimeSpan.FromTicks(Widths[width]);

    public bool IsEmpty => counts.Count == 0;

    /// <summary>The first step with a count.</summary>
    public DateTimeOffset First => Moment(first / Widths[width]);

    /// <summary>Steps from the first to the last with a count, both included.</summary>
    public int Steps => IsEmpty ? 0 : (int)((last / Widths[width]) - (first / Widths[width])) + 1;

    /// <summary>The names with a count, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. counts.Keys.Select(key => key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public void Add(string name, DateTimeOffset at, long count = 1)
    {
        Widen(at.UtcTicks, at.UtcTicks);
        Put(name, at.UtcTicks / Widths[width], count);
    }

    public void Add(Timeline other)
    {
        if (other.IsEmpty)
        {
            return;
        }

        Widen(other.first, other.last);
        while (width < other.width)
        {
            Coarsen();
        }

        foreach (var ((name, step), count) in other.counts)
        {
            Put(name, step * Widths[other.width] / Widths[width], count);
        }
    }

    /// <summary>The counts of a name, a number for each step.</summary>
    public long[] Of(string name)
    {
        var from = first / Widths[width];
        var row = new long[Steps];
        for (var step = 0; step < row.Length; step++)
        {
            row[step] = counts.GetValueOrDefault((name, from + step));
        }

        return row;
    }

    /// <summary>When a step begins.</summary>
    public DateTimeOffset At(int step) => Moment((first / Widths[width]) + step);

    private void Widen(long from, long to)
    {
        first = Math.Min(first, from);
        last = Math.Max(last, to);
        while (width + 1 < Widths.Length && (last / Widths[width]) - (first / Widths[width]) >= StepsMax)
        {
            Coarsen();
        }
    }

    private void Coarsen()
    {
        var before = counts.ToArray();
        counts.Clear();
        foreach (var ((name, step), count) in before)
        {
            Put(name, step * Widths[width] / Widths[width + 1], count);
        }

        width++;
    }

    private void Put(string name, long step, long count) => CollectionsMarshal.GetValueRefOrAddDefault(counts, (name, step), out _) += count;

    private DateTimeOffset Moment(long step) => new(step * Widths[width], TimeSpan.Zero);
}
