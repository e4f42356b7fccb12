using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Governance;

/// <summary>Messages to those who are kept without, so that what messages do can be told from what would happen anyway.</summary>
internal static class ControlRules
{
    public static Obstacle? Judge(string customerId, Message message, Brand brand)
    {
        foreach (var taken in message.Arms ?? [])
        {
            if (taken.Control)
            {
                return Control($"the run is in control arm {taken.Arm} of split {taken.Split}");
            }
        }

        return brand.Sending.Control is { } group && group.Covers(message.Purpose, brand) && group.Has(customerId)
            ? Control($"the customer is in the control group ({Value.Of(group.Percent)} %), which gets no {message.Purpose} messages")
            : null;
    }

    private static Obstacle Control(string why) => Obstacle.Final(why) with { IsControl = true };
}
