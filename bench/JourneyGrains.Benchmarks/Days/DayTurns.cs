using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Benchmarks.Days;

/// <summary>
/// turns: every turn of the generated shopping day under the sample journeys, timed one by one, each customer with the state they really have.
/// As a store takes them, with entries written and chained, and as a rehearsal does.
/// </summary>
internal static class DayTurns
{
    // Enough for the runtime to have compiled and recompiled what is called often.
    private const int WarmPasses = 6;
    private const int Passes = 5;
    private static readonly ShoppingDayOptions Day = new();

    public static void Run(TextWriter output)
    {
        var events = ShoppingDay.Generate(Day).ToArray();
        var byCustomer = events.OrderBy(one => one.Event.CustomerId, StringComparer.Ordinal).ToArray();
        var clock = TurnTable.CostOfClock();
        output.WriteLine($"{events.Length:N0} events of {Day.Customers:N0} customers, {Passes} passes after {WarmPasses} that do not count; the clock's own {clock:N0} ns are taken off.");
        foreach (var (name, definitions, order) in new[]
        {
            ("As a store: entries written and chained, customers in order of arrival", Samples.Definitions, events),
            ("As a store, customer by customer", Samples.Definitions, byCustomer),
            ("As a rehearsal, customer by customer", Samples.Definitions.ForRehearsal(), byCustomer),
        })
        {
            var (turns, digest) = Measure(definitions, order);
            output.WriteLine();
            output.WriteLine($"### {name}");
            output.WriteLine();
            TurnTable.Write(output, turns, clock);
            output.WriteLine(digest.Length == 0 ? "" : $"\nDigest: {digest}");
        }
    }

    private static (TimedTurns Turns, string Digest) Measure(DefinitionSet definitions, RecordedEvent[] events)
    {
        for (var pass = 0; pass < WarmPasses; pass++)
        {
            Live(new(definitions), definitions, events);
        }

        var turns = new TimedTurns(definitions);
        var digest = "";
        for (var pass = 0; pass < Passes; pass++)
        {
            digest = Live(turns, definitions, events);
        }

        return (turns, definitions.Rehearses ? "" : digest);
    }

    /// <returns>The digest over all transcripts.</returns>
    private static string Live(TimedTurns turns, DefinitionSet definitions, RecordedEvent[] events)
    {
        var lives = new Dictionary<string, TimedLife>(StringComparer.Ordinal);
        foreach (var recorded in events)
        {
            var id = recorded.Event.CustomerId;
            if (!lives.TryGetValue(id, out var life))
            {
                lives[id] = life = new(id, turns, definitions);
            }

            life.Live(recorded);
        }

        var midnight = new DateTimeOffset(Day.Date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var life in lives.Values)
        {
            life.End(midnight);
        }

        return CoreJson.Digest(lives.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Chain)));
    }
}
