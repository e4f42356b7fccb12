using System.Collections.Immutable;

namespace JourneyGrains.Contracts.Operations;

/// <summary>Totals of a system as a table for a person: only columns and rows of which anything was counted.</summary>
/// <param name="Title">Of the first column: what the rows are.</param>
public sealed record TotalTable(string Title, ImmutableArray<TotalColumn> Columns, ImmutableArray<TotalRow> Rows)
{
    private const string SegmentPrefix = "segment/";

    /// <summary>Of journeys and waves, of the offers and calls of journeys, and of segments; those that have rows.</summary>
    /// <param name="details">Whether there is room for <see cref="TotalColumn.IsDetail"/>.</param>
    public static IReadOnlyList<TotalTable> Of(SystemStatus status, bool details = false)
    {
        var totals = status.ByOrigin();
        var segments = totals.Where(total => IsSegment(total.Key)).Select(total => KeyValuePair.Create(total.Key[SegmentPrefix.Length..], total.Value)).ToArray();
        var runs = totals.Where(total => !IsSegment(total.Key)).ToArray();
        TotalTable[] all =
        [
            Of("journey", TotalColumn.OfRuns.RemoveAll(column => column.IsDetail && !details), runs),
            Of("journey", TotalColumn.OfOffersAndCalls, runs),
            Of("segment", TotalColumn.OfSegments, segments),
        ];
        return [.. all.Where(table => table.Rows.Length > 0)];
    }

    private static TotalTable Of(string title, ImmutableArray<TotalColumn> of, KeyValuePair<string, Dictionary<string, long>>[] totals)
    {
        var columns = of.Where(column => totals.Any(total => total.Value.GetValueOrDefault(column.Kind) > 0)).ToImmutableArray();
        var rows = totals.Select(total => new TotalRow(total.Key, [.. columns.Select(column => total.Value.GetValueOrDefault(column.Kind))]));
        return new(title, columns, [.. rows.Where(row => row.Counts.Any(count => count > 0))]);
    }

    private static bool IsSegment(string origin) => origin.StartsWith(SegmentPrefix, StringComparison.Ordinal);
}

/// <summary>What was counted of a journey, a wave or a segment.</summary>
/// <param name="Counts">By the table's columns.</param>
public sealed record TotalRow(string Name, ImmutableArray<long> Counts);
