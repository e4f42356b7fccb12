using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Customers;

/// <summary>What the well-known events change of a customer, before any journey looks at it.</summary>
internal static class FactRules
{
    public static void Take(TurnBuilder turn, CustomerEvent input)
    {
        switch (input.Type)
        {
            case EventTypes.CustomerIdentified: ProfileRules.Identify(turn, input); break;
            case EventTypes.ConsentChanged: ChangeConsent(turn, input); break;
            case EventTypes.OrderPlaced: PurchaseRules.Place(turn, input); break;
            case EventTypes.OrderRefunded: PurchaseRules.Refund(turn, input); break;
            case EventTypes.MessageBounced: Report(turn, input, "bounced"); Bounce(turn, input); break;
            case EventTypes.MessageComplained: Report(turn, input, "marked as spam"); Complain(turn, input); break;
            case EventTypes.MessageDelivered: Report(turn, input, "delivered"); break;
            case EventTypes.MessageOpened: Report(turn, input, "opened"); break;
            case EventTypes.MessageClicked: Report(turn, input, "clicked"); break;
            case EventTypes.MessageReplied: Report(turn, input, "replied to"); break;
            default: break;
        }
    }

    private static void ChangeConsent(TurnBuilder turn, CustomerEvent input)
    {
        var channel = input["channel"].AsText();
        var purpose = input["purpose"].AsText();
        var known = turn.State.Consents.FirstOrDefault(consent => consent.Channel == channel && consent.Purpose == purpose);
        if (turn.Definitions.Brand.Channel(channel) is null || turn.Definitions.Brand.Purpose(purpose) is null)
        {
            turn.Tell(LineKind.Fact, $"The brand has no channel '{channel}' with purpose '{purpose}': the consent is not kept.");
            return;
        }

        var at = turn.Happened(input);
        if (known is not null && known.At > at)
        {
            turn.Tell(LineKind.Fact, $"A newer consent for {channel}/{purpose} is known: this one changes nothing.");
            return;
        }

        var granted = input["granted"].AsBool();
        var evidence = input["evidence"].Kind == Values.ValueKind.Text ? input["evidence"].AsText() : null;
        var consents = known is null ? turn.State.Consents : turn.State.Consents.Remove(known);
        turn.State = turn.State with
        {
            Consents = [.. consents.Add(new(channel, purpose, granted, at, evidence, input.Id))
                .OrderBy(consent => consent.Channel, StringComparer.Ordinal).ThenBy(consent => consent.Purpose, StringComparer.Ordinal)],
        };
        turn.Tell(LineKind.Fact, $"Consent for {channel}/{purpose} {(granted ? "granted" : "withdrawn")}.");
    }

    private static void Report(TurnBuilder turn, CustomerEvent input, string what)
    {
        var messageId = input["messageId"].AsText();
        var sent = Sent(turn, messageId);
        turn.Tell(LineKind.Report, sent is null ? $"Message {what}; it is not among the newest sent." : $"Message {what}.", sent?.Origin, subject: messageId);
    }

    private static void Bounce(TurnBuilder turn, CustomerEvent input)
    {
        if (input["permanent"] == Values.Value.True && ChannelOf(turn, input) is { } channel)
        {
            Suppress(turn, channel, Suppression.Bounce);
        }
    }

    private static void Complain(TurnBuilder turn, CustomerEvent input)
    {
        if (ChannelOf(turn, input) is { } channel)
        {
            Suppress(turn, channel, Suppression.Complaint);
        }
    }

    private static void Suppress(TurnBuilder turn, string channel, string reason)
    {
        if (turn.State.Suppressions.All(known => known.Channel != channel || known.Reason != reason))
        {
            turn.State = turn.State with { Suppressions = turn.State.Suppressions.Add(new(channel, reason, turn.Now)) };
            turn.Tell(LineKind.Fact, $"{channel} is suppressed: {reason}.");
        }
    }

    /// <summary>The report's channel, else that of the message it is about; unknown to both: none.</summary>
    private static string? ChannelOf(TurnBuilder turn, CustomerEvent input)
    {
        var channel = input["channel"].Kind == Values.ValueKind.Text ? input["channel"].AsText() : Sent(turn, input["messageId"].AsText())?.Channel;
        return channel is not null && turn.Definitions.Brand.Channel(channel) is not null ? channel : null;
    }

    private static SentMessage? Sent(TurnBuilder turn, string messageId) => turn.State.Sent.LastOrDefault(sent => sent.Id == messageId);
}
