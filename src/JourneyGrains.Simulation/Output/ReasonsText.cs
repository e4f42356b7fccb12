using System.Globalization;
using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Output;

/// <summary>Reasons and how often each was one, a line each, for a person at a terminal.</summary>
internal static class ReasonsText
{
    private const int RowsMax = 12;

    /// <summary>What was not done, and why: the most frequent reasons of a run.</summary>
    public static void Write(StringBuilder text, Reasons reasons)
    {
        var rows = reasons.Largest.Select(one => (one.Count, $"{one.Origin}: {one.Kind.Word()}: {one.Reason}")).ToList();
        if (rows.Count > 0)
        {
            text.AppendLine("not done, and why");
            Write(text, rows, RowsMax);
        }
    }

    /// <param name="rows">Most frequent first.</param>
    public static void Write(StringBuilder text, IReadOnlyList<(long Count, string Reason)> rows, int most)
    {
        foreach (var (count, reason) in rows.Take(most))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,10}  {reason}");
        }

        if (rows.Count > most)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{"...",10}  and {rows.Count - most} more");
        }
    }
}
