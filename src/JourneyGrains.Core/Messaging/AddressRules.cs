using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>
/// Addresses as reports know them. A report comes when the customer may have another address already, so what was sent keeps a mark of the
/// address it went to: 64 bits of a hash, which names no one.
/// </summary>
internal static class AddressRules
{
    /// <summary>The mark of an address of that kind.</summary>
    public static string Mark(string kind, string address) => StableHashing.Id("address", kind, address)[..16];

    /// <summary>The mark of the address that a channel would use now; null: there is none.</summary>
    public static string? MarkOf(CustomerState customer, Channel channel) =>
        customer.Profile.Addresses.TryGetValue(channel.Address, out var address) ? Mark(channel.Address, address) : null;

    /// <summary>
    /// What forbids the channel: a bounce of the address it would use, by whichever channel, or a complaint about the channel, whatever the
    /// address, for that is the person's word.
    /// </summary>
    public static Suppression? Suppressing(CustomerState customer, Channel channel)
    {
        if (customer.Suppressions.IsEmpty)
        {
            return null;
        }

        var mark = MarkOf(customer, channel);
        foreach (var known in customer.Suppressions)
        {
            if (known.Address is null ? known.Channel == channel.Name : known.Address == mark)
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>A permanent bounce: the address the message went to is suppressed, also if the customer comes back to it later.</summary>
    public static void Bounce(TurnBuilder turn, Channel channel, string messageId)
    {
        var sent = turn.State.Sent.LastOrDefault(sent => sent.Id == messageId)?.Address
            ?? turn.State.Outbox.FirstOrDefault(message => message.Id == messageId)?.Address;
        var current = MarkOf(turn.State, channel);
        if ((sent ?? current) is not { } mark)
        {
            turn.Tell(LineKind.Fact, $"There is no address for {channel.Name} to suppress.");
            return;
        }

        if (turn.State.Suppressions.All(known => known.Address != mark))
        {
            Add(turn, new(channel.Name, Suppression.Bounce, turn.Now) { Address = mark });
            turn.Tell(LineKind.Fact, mark == current
                ? $"{channel.Name} is suppressed: bounce."
                : $"The address for {channel.Name} that bounced is no longer the customer's: it is suppressed, the present one is not.");
        }
    }

    public static void Complain(TurnBuilder turn, Channel channel)
    {
        if (turn.State.Suppressions.All(known => known.Channel != channel.Name || known.Reason != Suppression.Complaint))
        {
            Add(turn, new(channel.Name, Suppression.Complaint, turn.Now));
            turn.Tell(LineKind.Fact, $"{channel.Name} is suppressed: complaint.");
        }
    }

    /// <summary>Complaints are as many as channels at most; of bounces the oldest goes.</summary>
    private static void Add(TurnBuilder turn, Suppression suppression)
    {
        var all = turn.State.Suppressions.Add(suppression);
        if (all.Length > CustomerLimits.SuppressionsMax)
        {
            turn.Tell(LineKind.Limit, $"More than {CustomerLimits.SuppressionsMax} suppressions are kept: the oldest bounce is forgotten.");
            all = all.Remove(all.First(known => known.Reason == Suppression.Bounce));
        }

        turn.Set.Suppressions = all;
    }
}
