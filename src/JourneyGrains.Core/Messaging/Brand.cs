using System.Collections.Immutable;
using JourneyGrains.Core.Governance;

namespace JourneyGrains.Core.Messaging;

/// <summary>What holds for all journeys of a brand: its channels in order of fallback, purposes, language, time zone and currency.</summary>
public sealed record Brand
{
    public string Name { get; init; } = "Our shop";

    /// <summary>Used where a customer's language is unknown or a template lacks it.</summary>
    public string Language { get; init; } = "en";

    /// <summary>An id of the tz database, used where a customer's is unknown.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>Channels in the order in which they are tried where the preferred one does not reach the customer.</summary>
    public ImmutableArray<Channel> Channels { get; init; } = [new("email", "email")];

    public ImmutableArray<Purpose> Purposes { get; init; } = [new("marketing", true), new("service", false)];

    /// <summary>How long a message without 'expires' may be handed over.</summary>
    public TimeSpan ExpiresDefault { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When and how often customers are written to.</summary>
    public SendingRules Sending { get; init; } = SendingRules.None;

    public Channel? Channel(string name)
    {
        foreach (var channel in Channels)
        {
            if (channel.Name == name)
            {
                return channel;
            }
        }

        return null;
    }

    public Purpose? Purpose(string name)
    {
        foreach (var purpose in Purposes)
        {
            if (purpose.Name == name)
            {
                return purpose;
            }
        }

        return null;
    }

    public bool IsTransactional(string purpose) => Purpose(purpose) is { Transactional: true };
}

/// <summary>A way to reach customers.</summary>
/// <param name="Address">Which property of customer.identified is the address: email, phone or push.</param>
public sealed record Channel(string Name, string Address);

/// <summary>What a message is for.</summary>
/// <param name="NeedsConsent">False for what a customer must be told (service, transactional): then only suppression stops it.</param>
public sealed record Purpose(string Name, bool NeedsConsent)
{
    /// <summary>Quiet hours and caps do not stop it, and it does not use caps up. As a rule what needs no consent.</summary>
    public bool Transactional { get; init; } = !NeedsConsent;

    /// <summary>Channels on which a consent counts only once it is confirmed.</summary>
    public ImmutableArray<string> DoubleOptIn { get; init; } = [];

    /// <summary>A consent that comes without evidence is not kept.</summary>
    public bool NeedsEvidence { get; init; }
}

/// <summary>A template as the rules know it: its languages and which fields it reads. The text itself is the delivery's business.</summary>
public sealed record TemplateInfo(string Name, ImmutableArray<string> Languages, ImmutableArray<string> Fields);
