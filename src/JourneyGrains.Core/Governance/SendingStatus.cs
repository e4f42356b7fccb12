using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Governance;

/// <summary>How the rules of sending stand for a customer at a moment: for people to look at.</summary>
/// <param name="TimeZone">The zone they go by: the customer's, or the brand's.</param>
/// <param name="Caps">Every cap, used or not.</param>
/// <param name="Quiet">Quiet hours in force, for the channels the customer has an address for; for messages without a tag.</param>
public sealed record SendingStatus(string TimeZone, ImmutableArray<CapStatus> Caps, ImmutableArray<QuietStatus> Quiet)
{
    public static SendingStatus Of(CustomerState customer, Brand brand, DateTimeOffset now)
    {
        var zone = Zones.Of(customer, brand);
        var caps = brand.Sending.Caps.Select(cap =>
        {
            var used = CapRules.Used(customer, cap, now, zone);
            var free = used.Length < cap.Most ? (DateTimeOffset?)null : cap.Window.FreeAt(used[used.Length - cap.Most], now, zone);
            return new CapStatus(cap.Name, used.Length, cap.Most, cap.Window.ToString()!, free);
        });
        var quiet =
            from channel in brand.Channels
            where customer.Profile.Addresses.ContainsKey(channel.Address)
            from purpose in brand.Purposes
            let rule = QuietRules.RuleFor(channel.Name, purpose.Name, [], brand)
            where rule is not null
            let end = QuietRules.EndAt(rule, now, zone)
            where end is not null
            select new QuietStatus(channel.Name, purpose.Name, end.Value);
        return new(zone.Id, [.. caps], [.. quiet]) { InControlGroup = brand.Sending.Control?.Has(customer.Id) ?? false };
    }

    /// <summary>The customer is kept without messages of some purposes, for comparison.</summary>
    public bool InControlGroup { get; init; }
}

/// <summary>A cap.</summary>
/// <param name="Window">As an author would say it: within 7d, a day.</param>
/// <param name="FreeAt">When there is room again; null: there is.</param>
public sealed record CapStatus(string Name, int Used, int Most, string Window, DateTimeOffset? FreeAt);

/// <summary>Quiet hours in force.</summary>
public sealed record QuietStatus(string Channel, string Purpose, DateTimeOffset Until);
