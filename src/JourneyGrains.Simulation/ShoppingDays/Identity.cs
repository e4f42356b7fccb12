using System.Collections.Concurrent;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>Who the customers are, how they may be reached and what they allow.</summary>
internal static class Identity
{
    private const int Minute = 60_000;

    private static readonly string[] English = ["Emma", "Oliver", "Amelia", "George", "Isla", "Harry", "Ava", "Noah", "Mia", "Jack"];
    private static readonly string[] German = ["Anna", "Lukas", "Jörg", "Lena", "Günther", "Marie", "Käthe", "Paul", "Sophie", "Björn"];
    private static readonly string[] EnglishFamilies = ["Smith", "Jones", "O'Brien", "Taylor", "Brown", "Wilson", "Evans", "Walker"];
    private static readonly string[] GermanFamilies = ["Müller", "Schmidt", "Weiß", "Fischer", "Huber", "Groß", "Wagner", "Bauer"];
    private static readonly string[] EnglishZones = ["Europe/London", "Europe/Dublin", "America/New_York"];
    private static readonly string[] GermanZones = ["Europe/Berlin", "Europe/Vienna"];

    // There are few: the same object each time.
    private static readonly ConcurrentDictionary<(string Channel, bool Granted, string Evidence), Value> Changes = new();

    public static void Introduce(Shopper shopper)
    {
        var chance = shopper.Chance;
        var german = chance.Holds(42);
        var preferred = chance.Below(100) switch { < 10 => "push", < 16 => "sms", < 40 => "email", _ => null };
        var properties = new ValueMapBuilder
        {
            ["email"] = Value.Of($"{shopper.Id}@{chance.Pick("example.com", "example.org")}"),
            ["firstName"] = Value.Of(chance.Pick<string>(german ? German : English)),
            ["lastName"] = Value.Of(chance.Pick<string>(german ? GermanFamilies : EnglishFamilies)),
            ["language"] = Value.Of(german ? chance.Pick("de", "de", "de-AT") : chance.Pick("en", "en", "en-GB")),
            ["timeZone"] = Value.Of(chance.Pick<string>(german ? GermanZones : EnglishZones)),
        };
        if (preferred is not null)
        {
            properties["preferredChannel"] = Value.Of(preferred);
        }

        if (preferred is "sms" or "push")
        {
            properties[preferred == "sms" ? "phone" : "push"] = Value.Of(preferred == "sms" ? $"+44700900{shopper.Id[^4..]}" : $"device-{shopper.Id}");
        }

        shopper.Happens(shopper.Start, EventTypes.CustomerIdentified, Value.Of(properties.ToImmutable()));
        Consent(shopper, preferred ?? "email");
    }

    /// <summary>Most allow marketing at once; some take it back during the day, and a few of them give it again.</summary>
    private static void Consent(Shopper shopper, string preferred)
    {
        var chance = shopper.Chance;
        if (!chance.Holds(84))
        {
            return;
        }

        var at = shopper.Start + chance.Between(2_000, 40_000);
        Change(shopper, at, preferred, granted: true, "sign-up form");
        if (preferred != "email" && chance.Holds(60))
        {
            Change(shopper, at, "email", granted: true, "sign-up form");
        }

        if (chance.Holds(7))
        {
            var withdrawn = at + chance.Between(20 * Minute, 300 * Minute);
            Change(shopper, withdrawn, preferred, granted: false, "preference centre");
            if (chance.Holds(30))
            {
                Change(shopper, withdrawn + chance.Between(10 * Minute, 120 * Minute), preferred, granted: true, "preference centre");
            }
        }
    }

    private static void Change(Shopper shopper, int at, string channel, bool granted, string evidence) =>
        shopper.Happens(at, EventTypes.ConsentChanged, Changes.GetOrAdd((channel, granted, evidence), static change => Value.Of(ValueMap.Of(
            ("channel", Value.Of(change.Channel)), ("evidence", Value.Of(change.Evidence)), ("granted", Value.Of(change.Granted)),
            ("purpose", Value.Of("marketing"))))));
}
