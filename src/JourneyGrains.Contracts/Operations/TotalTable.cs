using System.Collections.Immutable;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Contracts.Operations;

/// <summary>Totals of a system as a table for a person: only columns and rows of which anything was counted.</summary>
/// <param name="Title">Of the first column: what the rows are.</param>
public sealed record TotalTable(string Title, ImmutableArray<TotalColumn> Columns, ImmutableArray<TotalRow> Rows)
{
    /// <summary>What is said below tables with a row that <see cref="TotalRow.IsGone"/>.</summary>
    public const string GoneNote = "(gone): no longer among the definitions; what was counted of it stays.";

    /// <summary>Whether a row is of something that is no longer among the definitions.</summary>
    public bool HasGone => Rows.Any(row => row.IsGone);

    /// <summary>Of journeys and waves, of the offers and calls of journeys, and of segments; those that have rows.</summary>
    /// <param name="details">Whether there is room for <see cref="TotalColumn.IsDetail"/>.</param>
    public static IReadOnlyList<TotalTable> Of(SystemStatus status, bool details = false)
    {
        var gone = status.Gone ?? [];
        var totals = status.ByOrigin().Select(total => new Counted(total.Key, gone.Contains(total.Key), total.Value)).ToArray();
        var segments = totals.Where(total => Segment.Of(total.Name) is not null).Select(total => total with { Name = Segment.Of(total.Name)! }).ToArray();
        var runs = totals.Where(total => Segment.Of(total.Name) is null).ToArray();
        TotalTable[] all =
        [
            Of("journey", TotalColumn.OfRuns.RemoveAll(column => column.IsDetail && !details), runs),
            Of("journey", TotalColumn.OfOffersAndCalls, runs),
            Of("segment", TotalColumn.OfSegments, segments),
        ];
        return [.. all.Where(table => table.Rows.Length > 0)];
    }

    private static TotalTable Of(string title, ImmutableArray<TotalColumn> of, Counted[] totals)
    {
        var columns = of.Where(column => totals.Any(total => total.Kinds.GetValueOrDefault(column.Kind) > 0)).ToImmutableArray();
        var rows = totals.Select(total => new TotalRow(total.Name, total.IsGone, [.. columns.Select(column => total.Kinds.GetValueOrDefault(column.Kind))]));
        return new(title, columns, [.. rows.Where(row => row.Counts.Any(count => count > 0))]);
    }

    private sealed record Counted(string Name, bool IsGone, Dictionary<string, long> Kinds);
}

/// <summary>What was counted of a journey, a wave or a segment.</summary>
/// <param name="IsGone">It is no longer among the definitions.</param>
/// <param name="Counts">By the table's columns.</param>
public sealed record TotalRow(string Name, bool IsGone, ImmutableArray<long> Counts)
{
    /// <summary>The name as a person reads it: "cart (gone)".</summary>
    public string Title => IsGone ? $"{Name} (gone)" : Name;
}
