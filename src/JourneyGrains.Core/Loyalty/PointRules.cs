using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Loyalty;

/// <summary>
/// Points for orders by the programme's rate and the multiplier of the tier the customer was in before the order; refunds take back the
/// same share of them, never below zero. The tier follows the net spend.
/// </summary>
internal static class PointRules
{
    public static void Take(TurnBuilder turn, CustomerEvent input)
    {
        if (turn.Definitions.Programme is not { } programme)
        {
            return;
        }

        if (turn.State.Loyalty.Tier.Length == 0)
        {
            // Everyone is in a tier from the first event on: a condition on the lowest holds for those who have not bought yet.
            turn.Set.Loyalty = turn.State.Loyalty with { Tier = programme.TierFor(turn.Before.Purchases.Spend).Name };
        }

        switch (input.Type)
        {
            case EventTypes.OrderPlaced: Earn(turn, programme, input["orderId"].AsText()); break;
            case EventTypes.OrderRefunded: Reverse(turn, input["orderId"].AsText()); break;
            default: return;
        }

        MoveTier(turn, programme);
    }

    /// <summary>Points that no order earned; fractions of a point are dropped.</summary>
    /// <param name="kind">Of the ledger's entry.</param>
    /// <param name="reference">What for.</param>
    public static void Award(TurnBuilder turn, decimal points, string kind, string reference, string? origin, string? key)
    {
        if (points > CustomerLimits.AwardMax)
        {
            turn.Tell(LineKind.Limit, $"No points for {reference}: {Value.Of(points)} are more than {CustomerLimits.AwardMax}, the most at once.", origin, key);
            return;
        }

        if (points < 1)
        {
            turn.Tell(LineKind.Points, $"No points for {reference}: {Value.Of(points)} is less than one.", origin, key);
            return;
        }

        var whole = (long)Math.Floor(points);
        var account = turn.State.Loyalty;
        turn.Set.Loyalty = Book(account, new(turn.Now, kind, whole, reference, 0)) with { Earned = account.Earned + whole };
        turn.Tell(LineKind.Points, $"{whole} points for {reference}; balance {turn.State.Loyalty.Balance}.", origin, key);
    }

    private static void Earn(TurnBuilder turn, Programme programme, string orderId)
    {
        var account = turn.State.Loyalty;
        var order = turn.State.Purchases.Known.Last(known => known.Id == orderId);
        if (turn.Before.Purchases.Known.Any(known => known.Id == orderId && known.Placed))
        {
            return; // Reported again; its entry may be on the ledger or no longer kept.
        }

        var tier = programme.Tiers.FirstOrDefault(known => known.Name == account.Tier) ?? programme.Tiers[0];
        var paid = order.Total - order.Refunded;
        var points = (long)Math.Min(Math.Floor(paid * programme.PointsPerUnit * tier.Multiplier), int.MaxValue);
        if (points <= 0)
        {
            turn.Tell(LineKind.Points, $"No points for order {orderId}: {Value.Of(paid)} remain of it.");
            return;
        }

        turn.Set.Loyalty = Book(account, new(turn.Now, LedgerEntry.Order, points, orderId, paid)) with { Earned = account.Earned + points };
        turn.Tell(LineKind.Points,
            $"{points} points for order {orderId}: {Value.Of(paid)} x {Value.Of(programme.PointsPerUnit)} x {Value.Of(tier.Multiplier)} ({tier.Name}); balance {turn.State.Loyalty.Balance}.");
    }

    private static void Reverse(TurnBuilder turn, string orderId)
    {
        var account = turn.State.Loyalty;
        var order = turn.State.Purchases.Known.Last(known => known.Id == orderId);
        var earned = account.Ledger.FirstOrDefault(entry => entry.Kind == LedgerEntry.Order && entry.Reference == orderId);
        if (earned is null || earned.Amount <= 0)
        {
            turn.Tell(LineKind.Points, $"No points are on the ledger for order {orderId}: none are reversed.");
            return;
        }

        // What was refunded before the order arrived had earned nothing and takes nothing back.
        var share = Math.Min(1, (order.Refunded - (order.Total - earned.Amount)) / earned.Amount);
        var before = account.Ledger.Where(entry => entry.Kind == LedgerEntry.Refund && entry.Reference == orderId).ToList();
        var due = (long)Math.Floor(earned.Points * share) + before.Sum(entry => entry.Points);
        var taken = Math.Min(due, account.Balance);
        if (taken > 0)
        {
            var amount = (earned.Amount * share) - before.Sum(entry => entry.Amount);
            turn.Set.Loyalty = Book(account, new(turn.Now, LedgerEntry.Refund, -taken, orderId, amount));
        }

        if (taken < due)
        {
            turn.Tell(LineKind.Points, $"{taken} of {due} points for order {orderId} reversed: the balance had no more.");
            return;
        }

        turn.Tell(LineKind.Points, $"{taken} points for order {orderId} reversed; balance {turn.State.Loyalty.Balance}.");
    }

    private static void MoveTier(TurnBuilder turn, Programme programme)
    {
        var tier = programme.TierFor(turn.State.Purchases.Spend);
        if (tier.Name != turn.State.Loyalty.Tier)
        {
            turn.Set.Loyalty = turn.State.Loyalty with { Tier = tier.Name };
            turn.Tell(LineKind.Points, $"Tier {tier.Name} ({tier.Label}).");
        }
    }

    private static LoyaltyAccount Book(LoyaltyAccount account, LedgerEntry entry) => account with
    {
        CarriedForward = account.CarriedForward + (account.Ledger.Length < LoyaltyAccount.EntriesMax ? 0 : account.Ledger[0].Points),
        Ledger = account.Ledger.Add(entry, LoyaltyAccount.EntriesMax),
    };
}
