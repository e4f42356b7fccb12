using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>
/// Random journeys, random events and random faults, thousands of times over, with the invariants checked after every turn. What a failure
/// prints is the seed to run again: the first number is the definitions', the second the life's.
/// </summary>
public sealed class WholeSystemTests
{
    private const int LivesOfEach = 30;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public static TheoryData<int> FewSeeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Crashes_anywhere_end_with_the_transcript_of_the_simulator_and_every_message_sent(int seed) => Each(seed, (definitions, life) =>
    {
        var events = Redeemed(definitions, new RandomEvents(life).Make());
        var until = events[^1].Arrival.AddDays(8);
        var expected = Simulator.Run(definitions, null, events, new() { Until = until, Threads = 1, Calls = AnyAnswers.Instance });
        var chance = new Random(life);
        var store = new FaultyStore(chance, oneIn: 25);
        var provider = new Provider(fails: false);
        var state = new SmallSilo(definitions, events, store, provider, chance).Run(until);

        var simulated = Assert.Single(expected.Customers);
        Assert.Equal(
            simulated.Entries.Select(entry => string.Join('\n', entry.Lines.Select(line => $"{entry.At:O} {line}"))),
            store.Transcript.Select(entry => string.Join('\n', entry.Lines.Select(line => $"{entry.At:O} {line}"))));
        Assert.Equal(simulated.State.Chain, state.Chain);
        Assert.Equal(expected.Results.Totals, store.Results);
        Assert.Equal(simulated.Messages.Select(message => message.Message.Id).Order(), provider.Taken.Distinct().Order());
        Assert.True(provider.Taken.Count - provider.Taken.Distinct().Count() <= store.Crashes, "A message came again without a crash.");
        return store.Crashes;
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void With_a_provider_that_fails_every_message_still_comes_to_one_end(int seed) => Each(seed, (definitions, life) =>
    {
        var events = Redeemed(definitions, new RandomEvents(life).Make());
        var chance = new Random(life);
        var store = new FaultyStore(chance, oneIn: 40);
        var provider = new Provider(fails: true);
        var state = new SmallSilo(definitions, events, store, provider, chance).Run(events[^1].Arrival.AddDays(8));

        var lines = store.Transcript.SelectMany(entry => entry.Lines).ToList();
        var handedOver = lines.Where(line => line.Kind == LineKind.HandedOver).Select(line => line.Subject!).ToList();
        Assert.Equal(handedOver.Count, handedOver.Distinct().Count());
        Assert.Equal(handedOver.Order(), provider.Taken.Distinct().Order());
        Assert.Equal(state.Chain, store.Transcript.Aggregate("", CoreJson.Chain));
        return store.Crashes;
    });

    /// <summary>Other definitions are published in the middle of a life; crashes anywhere end with the transcript of a silo that has none.</summary>
    [Theory]
    [MemberData(nameof(FewSeeds))]
    public void Definitions_published_in_the_middle_of_a_life_change_it_at_one_place_whatever_crashes(int seed)
    {
        var migrate = (seed % 3) switch { 0 => "\nmigrate: { from: all }\n", 1 => "\nmigrate: { from: all, steps: { \"0\": exit } }\n", _ => "" };
        var after = Definitions(seed + 1_000, migrate);
        var before = Definitions(seed);
        var history = new EditionHistory([Edition.Of(1, before, default)]);
        var published = history.Publish(2, after, new Dictionary<int, Core.DefinitionSet> { [1] = before });
        Each(seed, life =>
        {
            var events = new RandomEvents(life).Make();
            var at = new Random(life).Next(events.Count);
            var calm = Live(before, published, events, at, life, oneIn: int.MaxValue);
            var crashing = Live(before, published, events, at, life, oneIn: 25);
            Assert.Equal(calm.State.Chain, crashing.State.Chain);
            return crashing.Crashes;
        });
    }

    private static (CustomerState State, int Crashes) Live(
        Core.DefinitionSet before, Core.DefinitionSet after, IReadOnlyList<RecordedEvent> events, int at, int life, int oneIn)
    {
        var chance = new Random(life);
        var store = new FaultyStore(chance, oneIn);
        var silo = new SmallSilo(before.Published(1, []), events, store, new Provider(fails: false), chance) { Publication = (after, at) };
        return (silo.Run(events[^1].Arrival.AddDays(8)), store.Crashes);
    }

    /// <summary>Some of the offers that these events lead to are redeemed at the end.</summary>
    private static IReadOnlyList<RecordedEvent> Redeemed(Core.DefinitionSet definitions, IReadOnlyList<RecordedEvent> events)
    {
        var issued = Simulator.Run(definitions, null, events, new() { Threads = 1, Calls = AnyAnswers.Instance }).Customers[0].State.Wallet?.Vouchers ?? [];
        var at = events[^1].Arrival;
        return
        [
            .. events,
            .. issued.Take(3).Select((voucher, number) => new RecordedEvent(
                new($"redeemed-{number}", "c-1", "offer.redeemed", at.AddHours(number), Value.Of(ImmutableSortedDictionary<string, Value>.Empty.Add("code", Value.Of(voucher.Code)))),
                at.AddHours(number),
                events.Count + number + 1)),
        ];
    }

    private static Core.DefinitionSet Definitions(int seed, string migrate = "")
    {
        using var folder = new TemporaryFolder();
        return new RandomDefinitions(seed) { Migrate = migrate }.Load(folder.Path).Definitions!;
    }

    private static void Each(int seed, Func<Core.DefinitionSet, int, int> live)
    {
        var definitions = Definitions(seed);
        Each(seed, life => live(definitions, life));
    }

    /// <summary>Lives share nothing but the definitions, which nothing changes: they are lived side by side.</summary>
    private static void Each(int seed, Func<int, int> live)
    {
        var crashes = new int[LivesOfEach];
        Parallel.For(0, LivesOfEach, at =>
        {
            var life = (seed * 1_000) + at;
            try
            {
                crashes[at] = live(life);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Definitions {seed}, life {life}: {error.Message}", error);
            }
        });

        Assert.True(crashes.Sum() > LivesOfEach / 3, $"Only {crashes.Sum()} crashes: nothing was tried.");
    }
}
