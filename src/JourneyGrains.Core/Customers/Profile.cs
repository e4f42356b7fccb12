using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>Who the customer is and how to reach them.</summary>
public sealed record Profile
{
    public static Profile Empty { get; } = new();

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>As the producer gave it: en, de-AT.</summary>
    public string? Language { get; init; }

    /// <summary>An id of the tz database; null where unknown or not such an id.</summary>
    public string? TimeZone { get; init; }

    public string? PreferredChannel { get; init; }

    /// <summary>By kind of address: email, phone, push.</summary>
    public ImmutableSortedDictionary<string, string> Addresses { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ValueMap Attributes { get; init; } = ValueMap.Empty;

    /// <summary>The time of the newest identification taken; an older one that comes late fills gaps only.</summary>
    public DateTimeOffset IdentifiedAt { get; init; }
}

/// <summary>That a customer allowed or forbade a purpose on a channel.</summary>
/// <param name="At">By the producer's clock, at most the time of its arrival: the newest wins, however late it comes.</param>
/// <param name="Evidence">Where and how it was given.</param>
/// <param name="Source">The id of the event or command that brought it.</param>
public sealed record Consent(string Channel, string Purpose, bool Granted, DateTimeOffset At, string? Evidence, string Source)
{
    /// <summary>Granted, and not yet confirmed as its purpose asks (double opt-in): nothing is sent by it.</summary>
    public bool Pending { get; init; }

    /// <summary>When it was confirmed; null: it was not, or needed not be.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The id of the event that confirmed it.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>Where and how it was confirmed.</summary>
    public string? ConfirmationEvidence { get; init; }
}

/// <summary>What must not be used for this customer: an address after a permanent bounce, a channel after a complaint.</summary>
public sealed record Suppression(string Channel, string Reason, DateTimeOffset At)
{
    /// <summary>The mark of the address that bounced: a hash; null: the channel, whatever the address.</summary>
    public string? Address { get; init; }

    public const string Bounce = "bounce";
    public const string Complaint = "complaint";
}
