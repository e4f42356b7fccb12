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
        var reasons = new List<string>();
        foreach (var channel in Candidates(customer, wanted, brand))
        {
            if (Obstacle(customer, channel, purpose, brand) is not { } obstacle)
            {
                return new(channel, "");
            }

            reasons.Add(obstacle);
        }

        return new(null, reasons.Count == 0 ? $"the brand has no channel '{wanted}'" : string.Join("; ", reasons));
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

        var needsConsent = brand.Purpose(purposeName)?.NeedsConsent ?? true;
        var consent = customer.Consents.FirstOrDefault(known => known.Channel == channelName && known.Purpose == purposeName);
        return !needsConsent || consent is { Granted: true, Pending: false }
            ? null
            : $"consent for {channelName}/{purposeName} {(consent is null ? "was not given" : consent.Granted ? "is not confirmed" : "was withdrawn")}";
    }

    public static string Address(CustomerState customer, string channelName, Brand brand) =>
        customer.Profile.Addresses[brand.Channel(channelName)!.Address];

    private static IEnumerable<string> Candidates(CustomerState customer, string wanted, Brand brand)
    {
        if (wanted != SendStep.Preferred)
        {
            return [wanted];
        }

        var order = brand.Channels.Select(channel => channel.Name);
        return customer.Profile.PreferredChannel is { } preferred ? order.Prepend(preferred).Distinct(StringComparer.Ordinal) : order;
    }
}
