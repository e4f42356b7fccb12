using BenchmarkDotNet.Attributes;
using JourneyGrains.Core;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using NodaTime;

namespace JourneyGrains.Benchmarks;

/// <summary>
/// What a message costs from its decision to its hand-over, three turns: without rules of sending, with rules that let it go, and with another
/// journey's send that is looked ahead to as well.
/// </summary>
public class GovernedBenchmarks
{
    private static readonly DateTimeOffset Due = Samples.Start.AddHours(2);

    private static readonly SendingRules Rules = new()
    {
        QuietHours = [new(MessageFilter.All, [new(new LocalTime(21, 0), new LocalTime(8, 0), Weekdays.All)], true)],
        Caps =
        [
            new("daily", 2, new CalendarWindow(CalendarUnit.Day), MessageFilter.All with { Purposes = ["marketing"] }, false),
            new("weekly", 4, new RollingWindow(TimeSpan.FromDays(7)), MessageFilter.All, false),
        ],
    };

    private DefinitionSet plain = null!;
    private DefinitionSet governed = null!;
    private CustomerState one = null!;
    private CustomerState two = null!;

    [GlobalSetup]
    public void Setup()
    {
        plain = Samples.Definitions;
        governed = new(
            plain.Digest, plain.Brand with { Sending = Rules }, plain.Journeys, plain.Programme, plain.Campaigns, [.. plain.Templates.Values],
            [.. plain.EventTypes.Values]);
        one = Samples.Taken(Samples.Known(20), Samples.Cart("k-1", Due.AddMinutes(-46)));
        two = Samples.Taken(one, Samples.Cart("k-2", Due.AddMinutes(-20)));
    }

    [Benchmark(Baseline = true, Description = "no rules")]
    public Turn Plain() => Out(one, plain);

    [Benchmark(Description = "quiet hours and two caps")]
    public Turn Governed() => Out(one, governed);

    [Benchmark(Description = "the same, with a second run to look ahead in")]
    public Turn LookingAhead() => Out(two, governed);

    private static Turn Out(CustomerState state, DefinitionSet definitions)
    {
        var decided = Customer.CatchUp(state, Due, definitions)!;
        var cleared = Customer.Take(decided.State, new ClearanceInput(decided.Decided[0].Id), decided.State.Clock, definitions);
        return Customer.Take(cleared.State, new HandOverInput(decided.Decided[0].Id, HandOverOutcome.Accepted("250")), cleared.State.Clock, definitions);
    }
}
