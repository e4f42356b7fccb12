using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using NodaTime;

namespace JourneyGrains.Core.Governance;

/// <summary>
/// Frequency caps: what was handed over and what is being handed over counts, at the moment a message is to be handed over, under the
/// customer's turnstile. So two messages never pass for one free place, whichever journeys and campaigns they come from.
/// </summary>
internal static class CapRules
{
    /// <summary>The first cap that has no room for the message; null: all have.</summary>
    public static Obstacle? Judge(CustomerState customer, Message message, DateTimeOffset now, DateTimeZone zone, Brand brand)
    {
        foreach (var cap in brand.Sending.Caps)
        {
            if (!Binds(cap, message, brand))
            {
                continue;
            }

            var used = Used(customer, cap, now, zone, except: message.Id);
            if (used.Length >= cap.Most)
            {
                var free = cap.Window.FreeAt(used[used.Length - cap.Most], now, zone);
                var why = $"cap {cap.Name} ({cap.Most} {cap.Window}) is used up: {used.Length} counted, free from {LocalMoments.Format(free, zone)}";
                return cap.Waits ? Obstacle.Until(free, HoldReason.Cap, why, message) : Obstacle.Final(why);
            }
        }

        return null;
    }

    /// <summary>Whether the cap may stand against the message: none does where it overrides them or is transactional.</summary>
    public static bool Binds(Cap cap, Message message, Brand brand) =>
        !message.Overrides && cap.For.Fits(message) && !brand.IsTransactional(message.Purpose);

    /// <summary>When what counts for the cap now was handed over, oldest first; what is under way counts as of now.</summary>
    /// <param name="except">The message that is judged.</param>
    public static ImmutableArray<DateTimeOffset> Used(
        CustomerState customer, Cap cap, DateTimeOffset now, DateTimeZone zone, string? except = null)
    {
        var used = ImmutableArray.CreateBuilder<DateTimeOffset>();
        foreach (var at in customer.Caps?.Of(cap.Name) ?? [])
        {
            if (Moments.FromUnixMicroseconds(at) is var moment && cap.Window.Covers(moment, now, zone))
            {
                used.Add(moment);
            }
        }

        foreach (var message in customer.Outbox)
        {
            if (message.Status == MessageStatus.HandingOver && !message.Uncounted && message.Id != except && cap.For.Fits(message))
            {
                used.Add(now);
            }
        }

        return used.DrainToImmutable();
    }

    /// <summary>Counts a message that the channel took.</summary>
    public static void Count(TurnBuilder turn, Message message)
    {
        var caps = turn.Definitions.Brand.Sending.Caps;
        if (caps.IsEmpty || message.Uncounted)
        {
            return;
        }

        var ledger = (turn.State.Caps ?? CapLedger.Empty).Only(caps);
        foreach (var cap in caps)
        {
            ledger = cap.For.Fits(message) ? ledger.Add(cap.Name, turn.Now, cap.Most) : ledger;
        }

        if (!ledger.Uses.IsEmpty)
        {
            turn.Set.Caps = ledger;
        }
    }
}
