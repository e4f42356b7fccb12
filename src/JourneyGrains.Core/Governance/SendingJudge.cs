using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Governance;

/// <summary>Judges a message by the rules of sending.</summary>
internal static class SendingJudge
{
    /// <summary>When it is decided: only what does not depend on what else is to be sent, for that is known at hand-over.</summary>
    public static Obstacle? AtDecision(TurnBuilder turn, Message message)
    {
        var brand = turn.Definitions.Brand;
        if (EngagementRules.Judge(turn.State, message, turn.Now, brand) is { } uninterested)
        {
            return uninterested;
        }

        // What would not go anyway is told before the control, so that what is told of the control is what it held back.
        var quiet = brand.Sending.QuietHours.IsEmpty ? null : QuietRules.Judge(message, turn.Now, Zones.Of(turn.State, brand), brand);
        return quiet is { HeldUntil: null } ? quiet : ControlRules.Judge(turn.State.Id, message, brand) ?? quiet;
    }

    /// <summary>At the moment it is to be handed over.</summary>
    public static Obstacle? AtHandOver(TurnBuilder turn, Message message)
    {
        var brand = turn.Definitions.Brand;
        if (EngagementRules.Judge(turn.State, message, turn.Now, brand) is { } uninterested)
        {
            return uninterested;
        }

        if (ControlRules.Judge(turn.State.Id, message, brand) is { } control)
        {
            return control;
        }

        if (brand.Sending.QuietHours.IsEmpty && brand.Sending.Caps.IsEmpty)
        {
            return null;
        }

        var zone = Zones.Of(turn.State, brand);
        return QuietRules.Judge(message, turn.Now, zone, brand)
            ?? CapRules.Judge(turn.State, message, turn.Now, zone, brand)
            ?? LookAhead.Judge(turn.State, message, turn.Now, zone, turn.Definitions);
    }
}
