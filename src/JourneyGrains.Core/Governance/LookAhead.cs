using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using NodaTime;

namespace JourneyGrains.Core.Governance;

/// <summary>
/// Keeps the last places of a cap for messages of higher priority that are known to come while the place would still be taken. Among
/// equals the one that comes first goes first.
/// </summary>
internal static class LookAhead
{
    /// <summary>How long a message steps back for one that may go this moment, at most: it is judged again as soon as that has gone.</summary>
    private static readonly TimeSpan StepBack = TimeSpan.FromMinutes(1);

    /// <summary>Holds the message back where it would take a place from a higher one; null: it takes none.</summary>
    public static Obstacle? Judge(CustomerState customer, Message message, DateTimeOffset now, DateTimeZone zone, DefinitionSet definitions)
    {
        if (message.Uncounted)
        {
            return null;
        }

        List<ExpectedMessage>? known = null;
        foreach (var cap in definitions.Brand.Sending.Caps)
        {
            if (!CapRules.Binds(cap, message, definitions.Brand))
            {
                continue;
            }

            known ??= ExpectedMessages.Above(customer, message, now, zone, definitions);
            if (known.Count > 0 && Loser(customer, message, cap, known, now, zone, definitions.Brand) is { } loser)
            {
                var until = loser.At > now ? loser.At : now + StepBack;
                var why = $"kept back for {loser.Message.Template} of {loser.Message.Origin} (priority {loser.Message.Priority}, "
                    + $"at {Moments.Format(loser.At)}), for which cap {cap.Name} ({cap.Most} {cap.Window}) has no other place";
                return new(until < message.ExpiresAt ? until : message.ExpiresAt, HoldReason.Priority, why);
            }
        }

        return null;
    }

    /// <summary>Judges messages that are kept back again, for what they are kept back for may have gone or fallen through: they are due at once then.</summary>
    public static void Release(TurnBuilder turn)
    {
        foreach (var message in turn.State.Outbox)
        {
            if (message.HeldBy == HoldReason.Priority && message.RetryAt > turn.Now
                && Judge(turn.State, message, turn.Now, Zones.Of(turn.State, turn.Definitions.Brand), turn.Definitions) is null)
            {
                turn.Set.Outbox = turn.State.Outbox.Replace(message, message with { RetryAt = turn.Now });
            }
        }
    }

    /// <summary>The first of the known that has a place without the message and none with it.</summary>
    private static ExpectedMessage? Loser(
        CustomerState customer, Message message, Cap cap, List<ExpectedMessage> known, DateTimeOffset now, DateTimeZone zone, Brand brand)
    {
        var without = CapRules.Used(customer, cap, now, zone, except: message.Id).ToList();
        foreach (var expected in known)
        {
            if (!CapRules.Binds(cap, expected.Message, brand))
            {
                continue;
            }

            var used = without.Count(at => cap.Window.Covers(at, expected.At, zone));
            if (used >= cap.Most)
            {
                continue;
            }

            if (used + 1 == cap.Most && cap.Window.Covers(now, expected.At, zone))
            {
                return expected;
            }

            if (!expected.Message.Uncounted)
            {
                without.Add(expected.At);
            }
        }

        return null;
    }
}
