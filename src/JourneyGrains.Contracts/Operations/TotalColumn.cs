using System.Collections.Immutable;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Contracts.Operations;

/// <summary>A kind of total as the column of a table.</summary>
public sealed record TotalColumn(string Kind, string Title)
{
    /// <summary>Of journeys and waves, in the order of a run's life.</summary>
    public static readonly ImmutableArray<TotalColumn> OfRuns =
    [
        Of(LineKind.Entered, "entered"), Of(LineKind.Sent, "decided"), Of(LineKind.HandedOver, "handed over"), Of(LineKind.Withheld, "withheld"),
        Of(LineKind.Withdrawn, "withdrawn"), Of(LineKind.Exited, "exited"), Of(LineKind.Goal, "goal reached"),
        Of(LineKind.NotInAudience, "not in audience"),
    ];

    /// <summary>Of journeys, what they gave and asked.</summary>
    public static readonly ImmutableArray<TotalColumn> OfOffersAndCalls =
    [
        Of(LineKind.Issued, "offers issued"), Of(LineKind.NotIssued, "not issued"), Of(LineKind.Redeemed, "redeemed"), Of(LineKind.Called, "calls"),
        Of(LineKind.Answered, "answered"), Of(LineKind.CallFailed, "calls failed"),
    ];

    /// <summary>Of segments.</summary>
    public static readonly ImmutableArray<TotalColumn> OfSegments = [Of(LineKind.Joined, "entered"), Of(LineKind.Left, "left")];

    /// <summary>Those of <see cref="OfRuns"/> of which anything was counted.</summary>
    /// <param name="totals">By origin, as <see cref="SystemStatus.ByOrigin"/> gives them.</param>
    public static IReadOnlyList<TotalColumn> Counted(IReadOnlyDictionary<string, Dictionary<string, long>> totals) =>
        Counted(OfRuns, totals);

    /// <summary>Those of some columns of which anything was counted.</summary>
    /// <param name="columns">Of which to choose.</param>
    public static IReadOnlyList<TotalColumn> Counted(
        IReadOnlyCollection<TotalColumn> columns, IReadOnlyDictionary<string, Dictionary<string, long>> totals) =>
        [.. columns.Where(column => totals.Values.Any(kinds => kinds.GetValueOrDefault(column.Kind) > 0))];

    private static TotalColumn Of(LineKind kind, string title) => new(kind.ToString(), title);
}
