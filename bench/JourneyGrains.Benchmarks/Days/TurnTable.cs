using System.Diagnostics;
using System.Globalization;

namespace JourneyGrains.Benchmarks.Days;

/// <summary>Times of turns as a table: by kind, those taken most first, and all of them.</summary>
internal static class TurnTable
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>What to read the clock twice takes at the median, in nanoseconds.</summary>
    public static double CostOfClock()
    {
        var took = new long[200_000];
        for (var at = 0; at < took.Length; at++)
        {
            var began = Stopwatch.GetTimestamp();
            took[at] = Stopwatch.GetTimestamp() - began;
        }

        Array.Sort(took);
        return Nanoseconds(took[took.Length / 2]);
    }

    /// <param name="clock">Nanoseconds that are taken off each turn.</param>
    public static void Write(TextWriter output, TimedTurns turns, double clock)
    {
        output.WriteLine("| turn | turns | median us | p90 us | p99 us | mean us |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var (kind, took) in turns.Ticks.OrderByDescending(pair => pair.Value.Count))
        {
            output.WriteLine(Row(kind, took, clock));
        }

        output.WriteLine(Row("all", turns.Ticks.Values.SelectMany(took => took), clock));
    }

    private static string Row(string kind, IEnumerable<long> ticks, double clock)
    {
        var took = ticks.Select(one => (Nanoseconds(one) - clock) / 1000).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind} | {took.Length:N0} | {At(took, 0.5):N2} | {At(took, 0.9):N2} | {At(took, 0.99):N2} | {took.Average():N2} |");
    }

    /// <summary>By nearest rank.</summary>
    private static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];

    private static double Nanoseconds(long ticks) => ticks * (NanosecondsPerSecond / Stopwatch.Frequency);
}
