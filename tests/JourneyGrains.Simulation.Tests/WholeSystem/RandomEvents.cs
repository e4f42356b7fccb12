using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>Some days of one customer by chance, in order of arrival: late events, repeated ones, zones, consents, bounces.</summary>
internal sealed class RandomEvents(int seed)
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "nowhere"];

    private readonly Random chance = new(seed);
    private readonly List<RecordedEvent> events = [];
    private DateTimeOffset now = new(2025, 10, 24, 6, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<RecordedEvent> Make()
    {
        Add("customer.identified", ("email", Value.Of("a@example.com")), ("firstName", Value.Of("A")), ("timeZone", Value.Of(Pick(Zones))),
            ("language", Value.Of(Pick("en", "de"))));
        for (var count = chance.Next(10, 45); count > 0; count--)
        {
            now += TimeSpan.FromSeconds(chance.Next(4) == 0 ? chance.Next(100_000) : chance.Next(3_000));
            Next();
        }

        return events;
    }

    private void Next()
    {
        switch (chance.Next(14))
        {
            case 0 or 1: Consent(); break;
            case 2 or 3 or 4: Add("cart.updated", ("cartId", Value.Of(Pick("a", "b"))), ("value", Value.Of(chance.Next(0, 90)))); break;
            case 5 or 6: Add("product.viewed", ("productId", Value.Of(Pick("p", "q", "r")))); break;
            case 7 or 8:
                Add("order.placed", ("orderId", Value.Of($"o{chance.Next(4)}")), ("total", Value.Of(chance.Next(1, 90))), ("cartId", Value.Of(Pick("a", "b"))));
                break;
            case 9: Add("order.refunded", ("orderId", Value.Of($"o{chance.Next(4)}")), ("amount", Value.Of(chance.Next(1, 40)))); break;
            case 10: Again(); break;
            case 11: Add("consent.confirmed", ("channel", Value.Of(Pick("email", "sms"))), ("purpose", Value.Of("marketing"))); break;
            case 12: Bounce(); break;
            default: Identity(); break;
        }
    }

    private void Consent() => Add(
        "consent.changed", ("channel", Value.Of(Pick("email", "sms"))), ("purpose", Value.Of("marketing")), ("granted", Value.Of(chance.Next(4) > 0)));

    private void Bounce() => Add(
        "message.bounced", ("messageId", Value.Of("m")), ("channel", Value.Of(Pick("email", "sms"))), ("permanent", Value.Of(chance.Next(3) == 0)));

    private void Identity() => Add(
        "customer.identified", ("phone", Value.Of(Pick("+4470", "+4471"))), ("email", Value.Of(Pick("a@example.com", "b@example.com"))), ("timeZone", Value.Of(Pick(Zones))),
        ("preferredChannel", Value.Of(Pick("sms", "email"))));

    private void Again() => events.Add(events[chance.Next(events.Count)] with { Arrival = now, Line = events.Count + 1 });

    private void Add(string type, params (string Name, Value Value)[] properties)
    {
        var happened = chance.Next(8) == 0 ? now - TimeSpan.FromMinutes(chance.Next(600)) : now;
        var map = properties.ToImmutableSortedDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        var number = events.Count + 1;
        events.Add(new(new CustomerEvent($"e-{seed}-{number}", "c-1", type, happened, Value.Of(map)), now, number));
    }

    private T Pick<T>(params T[] choices) => choices[chance.Next(choices.Length)];
}
