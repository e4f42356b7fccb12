using System.Diagnostics;

namespace JourneyGrains.Load.Measuring;

/// <summary>Latencies in milliseconds by nearest rank.</summary>
internal sealed record Percentiles(int Count, double P50, double P90, double P99, double P999, double Highest)
{
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), At(sorted, 0.999), At(sorted, 1));
    }

    /// <summary>Of the times between two moments by <see cref="Stopwatch"/>.</summary>
    public static Percentiles Between(IEnumerable<int> indices, Func<int, long> from, Func<int, long> to) =>
        Of(indices.Select(index => Stopwatch.GetElapsedTime(from(index), to(index)).TotalMilliseconds));

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
}
