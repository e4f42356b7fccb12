using System.Globalization;
using System.Text;
using JourneyGrains.Simulation.BackTests;

namespace JourneyGrains.Simulation.Output;

/// <summary>Tables of differences, and why there are any, for a person at a terminal.</summary>
internal static class DifferenceText
{
    private const int ReasonsMax = 15;

    /// <summary>How wide the first column is.</summary>
    public static int Width(IEnumerable<string> origins) => Math.Max(8, origins.Select(origin => origin.Length).DefaultIfEmpty().Max());

    public static string Row(string name, IEnumerable<string> cells, int width) =>
        $"{name.PadRight(width)} {string.Join(' ', cells.Select(cell => cell.PadLeft(10)))}";

    public static string Row(string name, IEnumerable<long> counts, int width) =>
        Row(name, counts.Select(count => count.ToString(CultureInfo.InvariantCulture)), width);

    /// <summary>The most frequent reasons, a line each.</summary>
    public static void Why(StringBuilder text, IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> reasons)
    {
        var rows = reasons.Select(one => (one.Count, $"{one.Kind.ToString().ToLowerInvariant(),-7} {one.Origin}: {one.Reason}"));
        ReasonsText.Write(text, [.. rows], ReasonsMax);
    }
}
