using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Core.Messaging;

/// <summary>The channel that was chosen, or why none.</summary>
internal readonly record struct ChannelChoice(string? Channel, string WhyNot);

/// <summary>Which channel may carry a message to a customer: an address, no suppression and, where the purpose needs it, consent.</summary>
internal static class ChannelRules
{
    public static ChannelChoice Choose(CustomerState customer, string wanted, string purpose, Brand brand)
    {
        var first = wanted == SendStep.Preferred ? customer.Profile.PreferredChannel : wanted;
        string? reasons = null;
        if (first is not null)
        {
            reasons = Obstacle(customer, first, purpose, brand);
            if (reasons is null)
            {
                return new(first, "");
            }
        }

        foreach (var channel in wanted == SendStep.Preferred ? brand.Channels : [])
        {
            if (channel.Name == first)
            {
                continue;
            }

            if (Obstacle(customer, channel.Name, purpose, brand) is not { } obstacle)
            {
                return new(channel.Name, "");
            }

            reasons = reasons is null ? obstacle : $"{reasons}; {obstacle}";
        }

        return new(null, reasons ?? $"the brand has no channel '{wanted}'");
    }

    /// <summary>What stands against this channel for this purpose now, in words; null: nothing.</summary>
    public static string? Obstacle(CustomerState customer, string channelName, string purposeName, Brand brand)
    {
        if (brand.Channel(channelName) is not { } channel)
        {
            return $"the brand has no channel '{channelName}'";
        }

        if (!customer.Profile.Addresses.ContainsKey(channel.Address))
        {
            return $"no address for {channelName}";
        }

        if (AddressRules.Suppressing(customer, channel) is { } suppression)
        {
            return $"{channelName} is suppressed after a {suppression.Reason}";
        }

        if (brand.Purpose(purposeName) is { NeedsConsent: false })
        {
            return null;
        }

        var consent = ConsentFor(customer, channelName, purposeName);
        return consent is { Granted: true, Pending: false }
            ? null
            : $"consent for {channelName}/{purposeName} {(consent is null ? "was not given" : consent.Granted ? "is not confirmed" : "was withdrawn")}";
    }

    public static string Address(CustomerState customer, string channelName, Brand brand) =>
        customer.Profile.Addresses[brand.Channel(channelName)!.Address];

    private static Consent? ConsentFor(CustomerState customer, string channel, string purpose)
    {
        foreach (var known in customer.Consents)
        {
            if (known.Channel == channel && known.Purpose == purpose)
            {
                return known;
            }
        }

        return null;
    }
}
