using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;

namespace JourneyGrains.Core.Customers;

/// <summary>What the well-known events change of a customer, before any journey looks at it.</summary>
internal static class FactRules
{
    public static void Take(TurnBuilder turn, CustomerEvent input)
    {
        switch (input.Type)
        {
            case EventTypes.CustomerIdentified: ProfileRules.Identify(turn, input); break;
            case EventTypes.ConsentChanged: ConsentRules.Change(turn, input); break;
            case EventTypes.ConsentConfirmed: ConsentRules.Confirm(turn, input); break;
            case EventTypes.OrderPlaced: PurchaseRules.Place(turn, input); break;
            case EventTypes.OrderRefunded: PurchaseRules.Refund(turn, input); break;
            case EventTypes.MessageBounced: Report(turn, input, "bounced"); Bounce(turn, input); break;
            case EventTypes.MessageComplained: Report(turn, input, "marked as spam"); Complain(turn, input); break;
            case EventTypes.MessageDelivered: Report(turn, input, "delivered"); break;
            case EventTypes.MessageOpened: Report(turn, input, "opened"); break;
            case EventTypes.MessageClicked: Report(turn, input, "clicked"); break;
            case EventTypes.MessageReplied: Report(turn, input, "replied to"); break;
            case EventTypes.OfferRedeemed: OfferRules.Redeem(turn, input); break;
            default: break;
        }

        if (!turn.Definitions.Brand.Sending.Engagement.IsEmpty)
        {
            EngagementRules.Take(turn, input, input["messageId"].Kind == Values.ValueKind.Text ? ChannelOf(turn, input)?.Name : null);
        }
    }

    private static void Report(TurnBuilder turn, CustomerEvent input, string what)
    {
        var messageId = input["messageId"].AsText();
        var sent = Sent(turn, messageId);
        turn.Tell(LineKind.Report, $"Message {what}{(sent is null ? "; it is not among the newest sent" : "")}.", sent?.Origin, subject: messageId);
    }

    private static void Bounce(TurnBuilder turn, CustomerEvent input)
    {
        if (input["permanent"] == Values.Value.True && ChannelOf(turn, input) is { } channel)
        {
            AddressRules.Bounce(turn, channel, input["messageId"].AsText());
        }
    }

    private static void Complain(TurnBuilder turn, CustomerEvent input)
    {
        if (ChannelOf(turn, input) is { } channel)
        {
            AddressRules.Complain(turn, channel);
        }
    }

    /// <summary>The report's channel, else that of the message it is about; unknown to both: none.</summary>
    private static Channel? ChannelOf(TurnBuilder turn, CustomerEvent input)
    {
        var channel = input["channel"].Kind == Values.ValueKind.Text ? input["channel"].AsText() : Sent(turn, input["messageId"].AsText())?.Channel;
        return channel is null ? null : turn.Definitions.Brand.Channel(channel);
    }

    private static SentMessage? Sent(TurnBuilder turn, string messageId) => turn.State.Sent.LastOrDefault(sent => sent.Id == messageId);
}
