using System.Collections.Immutable;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Contracts.Operations;

/// <summary>A kind of total as the column of a table.</summary>
public sealed record TotalColumn(string Kind, string Title)
{
    private static readonly ImmutableArray<TotalColumn> All =
    [
        Of(LineKind.Entered, "entered"), Of(LineKind.Sent, "decided"), Of(LineKind.HandedOver, "handed over"), Of(LineKind.Withheld, "withheld"),
        Of(LineKind.Withdrawn, "withdrawn"), Of(LineKind.Exited, "ended by event"), Of(LineKind.Goal, "goal reached"),
        Of(LineKind.NotInAudience, "not in audience"),
    ];

    /// <summary>Those of which anything was counted, in the order of a run's life.</summary>
    /// <param name="totals">By origin, as <see cref="SystemStatus.ByOrigin"/> gives them.</param>
    public static IReadOnlyList<TotalColumn> Counted(IReadOnlyDictionary<string, Dictionary<string, long>> totals) =>
        [.. All.Where(column => totals.Values.Any(kinds => kinds.GetValueOrDefault(column.Kind) > 0))];

    private static TotalColumn Of(LineKind kind, string title) => new(kind.ToString(), title);
}
