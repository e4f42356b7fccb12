using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using NodaTime;

namespace JourneyGrains.Core.Tests.Governance;

/// <summary>Rules of sending as short as a test wants them. Lives begin at 2025-11-11 09:00 in UTC, a Tuesday.</summary>
internal static class Sending
{
    public static MessageFilter Marketing { get; } = MessageFilter.All with { Purposes = ["marketing"] };

    public static QuietHours Quiet(int from, int to, MessageFilter? filter = null, bool waits = true, Weekdays on = Weekdays.All) =>
        new(filter ?? MessageFilter.All, [new(new LocalTime(from, 0), new LocalTime(to, 0), on)], waits);

    public static Cap Rolling(string name, int most, string within, MessageFilter? filter = null, bool waits = false) =>
        new(name, most, new RollingWindow(Make.Span(within)), filter ?? MessageFilter.All, waits);

    public static Cap Calendar(string name, int most, CalendarUnit unit, MessageFilter? filter = null, bool waits = false) =>
        new(name, most, new CalendarWindow(unit), filter ?? MessageFilter.All, waits);

    public static Brand Brand(SendingRules rules, string zone = "UTC") => Make.Brand with { Sending = rules, TimeZone = zone };

    public static Life Life(SendingRules rules, params Journey[] journeys) =>
        Making.Life.Reachable(new("test", Brand(rules), [.. journeys]));

    /// <summary>A journey that sends at once, for each cart.</summary>
    public static Journey OnCart(
        string template = "x", string purpose = "marketing", string expires = "3d", string channel = "email", SendTerms? terms = null) =>
        Make.Journey($"on-cart-{template}").On("cart.updated", "event.cartId").Send(template, channel, purpose, expires, terms: terms).Done();
}
