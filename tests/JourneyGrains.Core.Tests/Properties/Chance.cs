using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Properties;

/// <summary>A life by chance: inputs with arrivals, the same for the same seed. Few ids and short times, so that things meet.</summary>
internal static class Chance
{
    private static readonly string[] Channels = ["email", "push", "sms"];
    private static readonly string[] TimeZones = ["Europe/Berlin", "Asia/Tokyo", "America/New_York", "Pacific/Apia", "Nowhere/Land"];

    public static TheoryData<int> Seeds
    {
        get
        {
            var seeds = new TheoryData<int>();
            for (var seed = 1; seed <= 25; seed++)
            {
                seeds.Add(seed);
            }

            return seeds;
        }
    }

    /// <summary>Inputs in order of their arrival; now and then an event comes late, ahead of its time, or out of order.</summary>
    public static IReadOnlyList<(Input Input, DateTimeOffset Arrival)> Inputs(int seed, int count = 120)
    {
        var random = new Random(seed);
        var now = Make.Start;
        var inputs = new List<(Input, DateTimeOffset)>();
        for (var number = 0; number < count; number++)
        {
            now += TimeSpan.FromSeconds(
                random.Next(4) switch { 0 => 0, 1 => random.Next(60), 2 => random.Next(3_600), _ => random.Next(40_000) });
            Input input = random.Next(20) switch
            {
                0 => new WaveInput("flash", $"w-{random.Next(3)}"),
                1 => new ConsentCommand($"k-{number}", Pick(random, Channels), "marketing", random.Next(3) > 0, "desk"),
                _ => new EventInput(Event(random, number, now), number),
            };
            inputs.Add((input, now));
            if (number % 40 == 39)
            {
                inputs.Add((new EnterCommand($"a-{number}", "win-back", Make.Properties(("segment", "none"))), now));
            }
        }

        return inputs;
    }

    /// <summary>What the channel answers to the message's attempt: always the same for the same message and attempt.</summary>
    public static HandOverOutcome? Outcome(Message message) =>
        (Values.StableHashing.Number(message.Id, $"{message.Attempts}") & 7) switch
        {
            0 or 1 => new(HandOverResult.Retry, "503"),
            2 => new(HandOverResult.Retry, "429", TimeSpan.FromTicks(1_234_567_891)),
            3 => new(HandOverResult.Refused, "404"),
            4 => null,
            _ => HandOverOutcome.Accepted("250"),
        };

    private static CustomerEvent Event(Random random, int number, DateTimeOffset now)
    {
        var happened = now - TimeSpan.FromSeconds(random.Next(6) switch { 0 => random.Next(100_000), 1 => -random.Next(3_600), _ => 0 });
        var cart = $"cart-{random.Next(3)}";
        var order = $"order-{random.Next(12)}";
        var (type, properties) = random.Next(12) switch
        {
            0 => (EventTypes.CustomerIdentified, Make.Properties(
                ("email", random.Next(4) == 0 ? "" : $"a{random.Next(2)}@example.org"), ("push", random.Next(2) == 0 ? "token" : null),
                ("preferredChannel", Pick(random, Channels)),
                ("timeZone", number % 8 == 0 ? TimeZones[number % TimeZones.Length] : null), ("attributes", Make.Properties(("size", random.Next(9)), ("since", now))))),
            1 => (EventTypes.ConsentChanged, Make.Properties(
                ("channel", Pick(random, Channels)), ("purpose", "marketing"), ("granted", random.Next(4) > 0))),
            2 or 3 or 4 => (EventTypes.CartUpdated, Make.Properties(("cartId", cart), ("value", random.Next(5) * 12.5m))),
            5 or 6 => (EventTypes.OrderPlaced, Make.Properties(
                ("orderId", order), ("total", random.Next(40_000) / 100m), ("cartId", random.Next(2) == 0 ? cart : null),
                ("promisedAt", random.Next(2) == 0 ? now.AddSeconds(random.Next(200_000) - 20_000) : null))),
            7 => (EventTypes.OrderRefunded, Make.Properties(
                ("orderId", order), ("amount", random.Next(3) == 0 ? null : random.Next(30_000) / 100m))),
            8 => (EventTypes.ShipmentDelivered, Make.Properties(("orderId", order))),
            9 => (EventTypes.ShipmentDelayed, Make.Properties(("orderId", order), ("reason", "snow"))),
            10 => (random.Next(2) == 0 ? EventTypes.MessageBounced : EventTypes.MessageComplained, Make.Properties(
                ("messageId", "m"), ("channel", Pick(random, Channels)), ("permanent", random.Next(2) == 0))),
            _ => (EventTypes.ProductViewed, Make.Properties(("productId", $"p-{random.Next(4)}"), ("category", "tea"))),
        };
        return new($"e-{number}", "c-1", type, Values.Moments.ToMicroseconds(happened), properties);
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
