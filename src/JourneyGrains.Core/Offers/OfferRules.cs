using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Offers;

/// <summary>Issues vouchers within their limits, and takes the report that one was redeemed.</summary>
internal static class OfferRules
{
    /// <summary>Issues a voucher or tells why not; the run knows it as run.offer, or knows none.</summary>
    public static Run Issue(TurnBuilder turn, OfferStep step, Run run)
    {
        if (turn.Definitions.Offer(step.Offer) is not { } offer)
        {
            return Without(turn, run, $"{step.Offer} not issued: it is not among the definitions");
        }

        var wallet = turn.State.Wallet ?? Wallet.Empty;
        if (wallet.Issued.GetValueOrDefault(offer.Name) is var issued && issued >= offer.Limit)
        {
            return Without(turn, run, $"{offer.Name} not issued: {issued} were, which is the most for a customer");
        }

        var expires = Expiry.At(step.Expires, offer.Valid, turn.StepScope(run));
        if (expires <= turn.Now)
        {
            return Without(turn, run, $"{offer.Name} not issued: it would have expired at {Moments.Format(expires)}");
        }

        if (Room(turn, wallet) is not { } vouchers)
        {
            turn.Tell(LineKind.Limit, $"{offer.Name} not issued: {CustomerLimits.VouchersMax} are open, which is the most.", run, offer.Name);
            return run with { Variables = Cleared(run.Variables) };
        }

        var code = offer.Code.CodeFor("voucher", turn.State.Id, offer.Name, run.Id, run.Place(step.Id));
        var voucher = new Voucher(code, offer.Name, offer.Kind, offer.Value, turn.Now, expires, run.Journey);
        turn.Set.Wallet = wallet with { Vouchers = vouchers.Add(voucher), Issued = Counted(turn, wallet.Issued, offer) };
        turn.Tell(LineKind.Issued, $"{offer.Name} issued: {code}, until {Moments.Format(expires)}.", run, offer.Name);
        return run with { Variables = Cleared(run.Variables).SetItems(VoucherFields.VariablesOf(voucher)) };
    }

    /// <summary>The shop reports that a voucher was redeemed. Once each, and not after it expired.</summary>
    public static void Redeem(TurnBuilder turn, CustomerEvent input)
    {
        var code = input["code"].AsText();
        var wallet = turn.State.Wallet ?? Wallet.Empty;
        if (wallet.Vouchers.LastOrDefault(known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } voucher)
        {
            turn.Tell(LineKind.Fact, "The code is not of an offer that was issued to the customer (or too long ago): it is not counted.");
            return;
        }

        if (voucher.RedeemedAt is { } before)
        {
            turn.Tell(LineKind.Fact, $"{voucher.Offer} was redeemed at {Moments.Format(before)} already: it is not counted again.", voucher.Origin, subject: voucher.Offer);
            return;
        }

        var at = turn.Happened(input);
        if (at >= voucher.ExpiresAt)
        {
            turn.Tell(LineKind.Fact, $"{voucher.Offer} expired at {Moments.Format(voucher.ExpiresAt)}: it is not counted.", voucher.Origin, subject: voucher.Offer);
            return;
        }

        turn.Set.Wallet = wallet with { Vouchers = wallet.Vouchers.Replace(voucher, voucher with { RedeemedAt = at }) };
        var worth = input["amount"].Kind == ValueKind.Number ? $", worth {input["amount"]}" : "";
        turn.Tell(LineKind.Redeemed, $"{voucher.Offer} redeemed{worth}.", voucher.Origin, subject: voucher.Offer);
        if (voucher.Kind == OfferKind.Points)
        {
            PointRules.Award(turn, voucher.Value, LedgerEntry.Offer, voucher.Offer, voucher.Origin, null);
        }
    }

    /// <summary>When the next offer that is still good ceases to be; null: none does.</summary>
    public static DateTimeOffset? NextExpiry(CustomerState customer, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var voucher in customer.Wallet?.Vouchers ?? [])
        {
            next = voucher.IsOpen(now) && (next is null || voucher.ExpiresAt < next) ? voucher.ExpiresAt : next;
        }

        return next;
    }

    /// <summary>What expressions see of the open vouchers, oldest first.</summary>
    public static Value Open(CustomerState customer, DateTimeOffset now) => Value.Of(
        [.. (customer.Wallet?.Vouchers ?? []).Where(voucher => voucher.IsOpen(now)).Select(voucher => Value.Of(VoucherFields.Of(voucher)))]);

    /// <summary>The vouchers with a place for one more; null: all are open.</summary>
    private static ImmutableArray<Voucher>? Room(TurnBuilder turn, Wallet wallet)
    {
        if (wallet.Vouchers.Length < CustomerLimits.VouchersMax)
        {
            return wallet.Vouchers;
        }

        var past = wallet.Vouchers.FirstOrDefault(voucher => !voucher.IsOpen(turn.Now));
        return past is null ? null : wallet.Vouchers.Remove(past);
    }

    /// <summary>Offers that are no longer defined are not counted any more.</summary>
    private static ImmutableSortedDictionary<string, int> Counted(TurnBuilder turn, ImmutableSortedDictionary<string, int> issued, Offer offer) =>
        offer.Limit is null
            ? issued
            : issued.RemoveRange(issued.Keys.Where(name => turn.Definitions.Offer(name) is null)).SetItem(offer.Name, issued.GetValueOrDefault(offer.Name) + 1);

    private static Run Without(TurnBuilder turn, Run run, string why)
    {
        turn.Tell(LineKind.NotIssued, $"{why}.", run);
        return run with { Variables = Cleared(run.Variables) };
    }

    private static ValueMap Cleared(ValueMap variables) =>
        variables.RemoveRange(variables.Keys.Where(name => name.StartsWith(VoucherFields.Prefix, StringComparison.Ordinal)));
}
