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

    private static TotalColumn Of(LineKind kind, string title) => new(kind.ToString(), title);
}
