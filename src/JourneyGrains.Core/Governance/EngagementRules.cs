using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Governance;

/// <summary>
/// Messages go only to those who still take an interest: who opened, clicked or answered on the channel, came to the shop, or became known,
/// within a time.
/// </summary>
internal static class EngagementRules
{
    /// <summary>Where no message is what they took an interest in.</summary>
    private const string Shop = "";

    private static readonly ImmutableArray<string> OfMessages = [EventTypes.MessageOpened, EventTypes.MessageClicked, EventTypes.MessageReplied];

    private static readonly ImmutableArray<string> OfShop =
        [EventTypes.ProductViewed, EventTypes.CartUpdated, EventTypes.CheckoutStarted, EventTypes.OrderPlaced, EventTypes.CustomerIdentified];

    /// <summary>Keeps when they last did; called where a rule asks for it.</summary>
    /// <param name="channel">The channel a report is of; null: unknown.</param>
    public static void Take(TurnBuilder turn, CustomerEvent input, string? channel)
    {
        var known = turn.State.Engaged ?? Recalled(turn.Before, turn.Now);
        var by = OfShop.Contains(input.Type) ? Shop : OfMessages.Contains(input.Type) ? channel : null;
        turn.Set.Engaged = by is null ? known : With(known, by, turn.Happened(input));
    }

    public static Obstacle? Judge(CustomerState customer, Message message, DateTimeOffset now, Brand brand)
    {
        foreach (var gate in brand.Sending.Engagement)
        {
            if (gate.For.Fits(message) && !brand.IsTransactional(message.Purpose) && Last(customer, message.Channel, now) is var last && last <= now - gate.Within)
            {
                return Obstacle.Final($"no sign of interest by {message.Channel} or in the shop within {Durations.Format(gate.Within)}, the last at {Moments.Format(last)}");
            }
        }

        return null;
    }

    private static DateTimeOffset Last(CustomerState customer, string channel, DateTimeOffset now)
    {
        var last = customer.KnownSince ?? now;
        foreach (var engaged in customer.Engaged ?? Recalled(customer, now))
        {
            last = engaged.At > last && (engaged.By == Shop || engaged.By == channel) ? engaged.At : last;
        }

        return last;
    }

    /// <summary>What happened before a rule asked for it, from the recent events; a message no longer known counts for every channel.</summary>
    private static ImmutableArray<Engaged> Recalled(CustomerState customer, DateTimeOffset now)
    {
        var known = ImmutableArray<Engaged>.Empty;
        foreach (var seen in customer.Recent.Events)
        {
            var at = seen.Time < now ? seen.Time : now;
            if (OfShop.Contains(seen.Type))
            {
                known = With(known, Shop, at);
            }
            else if (OfMessages.Contains(seen.Type))
            {
                known = With(known, customer.Sent.LastOrDefault(sent => Value.Of(sent.Id) == seen["messageId"])?.Channel ?? Shop, at);
            }
        }

        return known;
    }

    private static ImmutableArray<Engaged> With(ImmutableArray<Engaged> known, string by, DateTimeOffset at)
    {
        var last = known.FirstOrDefault(engaged => engaged.By == by);
        return last is not null && last.At >= at
            ? known
            : [.. known.Where(engaged => engaged != last).Append(new(by, at)).OrderBy(engaged => engaged.By, StringComparer.Ordinal)];
    }
}
