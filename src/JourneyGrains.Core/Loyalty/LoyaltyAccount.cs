using System.Collections.Immutable;

namespace JourneyGrains.Core.Loyalty;

/// <summary>A customer's points: the balance is the sum of the ledger and never negative (I8).</summary>
public sealed record LoyaltyAccount
{
    /// <summary>Entries kept one by one; older ones are summed into <see cref="CarriedForward"/>.</summary>
    public const int EntriesMax = 50;

    public static LoyaltyAccount Empty { get; } = new();

    /// <summary>The sum of the entries no longer kept.</summary>
    public long CarriedForward { get; init; }

    public ImmutableArray<LedgerEntry> Ledger { get; init; } = [];

    /// <summary>The name of the tier; empty where there is no programme.</summary>
    public string Tier { get; init; } = "";

    /// <summary>Points ever earned, reversals not taken off.</summary>
    public long Earned { get; init; }

    public long Balance => CarriedForward + Ledger.Sum(entry => entry.Points);
}

/// <summary>One movement of points.</summary>
/// <param name="Points">Positive: earned; negative: reversed or spent.</param>
/// <param name="Reference">What for: the order id, the reason of an award, the name of an offer.</param>
/// <param name="Amount">The order's total (earned), or the amount refunded (reversed), in the currency; else 0.</param>
public sealed record LedgerEntry(DateTimeOffset At, string Kind, long Points, string Reference, decimal Amount)
{
    public const string Order = "order";
    public const string Refund = "refund";

    /// <summary>By a step of a journey.</summary>
    public const string Award = "award";

    /// <summary>By an offer that was redeemed.</summary>
    public const string Offer = "offer";
}
