using System.Collections.Immutable;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Contracts.Operations;

/// <summary>A kind of total as the column of a table.</summary>
/// <param name="Title">The word of such a line in a transcript, or what many of them are called.</param>
/// <param name="IsDetail">Told only where there is room for it.</param>
public sealed record TotalColumn(string Kind, string Title, bool IsDetail = false)
{
    /// <summary>Of journeys and waves, in the order of a run's life.</summary>
    public static readonly ImmutableArray<TotalColumn> OfRuns =
    [
        Of(LineKind.Entered), Detail(LineKind.NotEntered), Of(LineKind.Sent), Of(LineKind.HandedOver), Of(LineKind.Withheld), Of(LineKind.Withdrawn),
        Detail(LineKind.Retry, "retried"), Detail(LineKind.Failed), Of(LineKind.Exited), Detail(LineKind.Finished), Of(LineKind.TakenOut), Of(LineKind.Goal, "goal reached"),
        Of(LineKind.NotInAudience),
    ];

    /// <summary>Of journeys, what they gave and asked.</summary>
    public static readonly ImmutableArray<TotalColumn> OfOffersAndCalls =
    [
        Of(LineKind.Issued, "offers issued"), Of(LineKind.NotIssued, "offers not issued"), Of(LineKind.Redeemed, "offers redeemed"),
        Of(LineKind.Called, "calls"), Of(LineKind.Answered, "calls answered"), Of(LineKind.CallFailed, "calls failed"),
    ];

    /// <summary>Of segments.</summary>
    public static readonly ImmutableArray<TotalColumn> OfSegments = [Of(LineKind.Joined, "entered"), Of(LineKind.Left, "left")];

    private static TotalColumn Of(LineKind kind, string? title = null) => new(kind.ToString(), title ?? kind.Word());

    private static TotalColumn Detail(LineKind kind, string? title = null) => Of(kind, title) with { IsDetail = true };
}
