using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Customers;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>One customer in flight, lived on under both sides with nothing but their timers, and what differs.</summary>
internal sealed record LivedOn(
    string CustomerId, IReadOnlyList<Difference> Differences, IReadOnlyDictionary<string, long> Same, IReadOnlyList<RunOutcome> Runs)
{
    /// <summary>
    /// Whether there is anything to live on with: a run, an open goal, a message, or the wait for a schedule or a segment. Where the sides have other
    /// schedules or segments, every customer comes to wait for them.
    /// </summary>
    public static bool IsInFlight(CustomerState state, DiffSides sides) => !state.Forgotten
        && (!(state.Runs.IsEmpty && state.Goals.IsEmpty && state.Outbox.IsEmpty) || state.SchedulesDueAt is not null || state.SegmentsDueAt is not null
            || sides.Before.Definitions.StandingMark != sides.After.Definitions.StandingMark);

    /// <param name="findings">Of each side, added to.</param>
    public static LivedOn Of(CustomerState state, DiffSides sides, StateDiffOptions options, FindingsSink[] findings)
    {
        var (before, _) = Live(state, sides.Before, options, findings[0]);
        var (after, published) = Live(state, sides.After, options, findings[1]);
        var (differences, same) = CustomerComparison.Of(state.Id, before, after);
        return new(state.Id, differences, same, [.. state.Runs.Select(run => Outcome(state.Id, run, published, sides.After))]);
    }

    private static (CustomerTrace Trace, CustomerState Published) Live(CustomerState state, Variant side, StateDiffOptions options, FindingsSink findings)
    {
        var trace = new TraceCollector(state);
        var life = new CustomerSimulation(state.Id, new VariantShard(side, [], new SinkGroup(trace, findings), null));
        var published = life.Resume(state, options.From);
        life.End(options.Until);
        return (trace.Trace, published);
    }

    /// <summary>What the publication itself does to a run, before any time has passed.</summary>
    private static RunOutcome Outcome(string customerId, Run run, CustomerState published, Variant side)
    {
        var current = side.Definitions.Journey(run.Journey);
        var after = published.Runs.FirstOrDefault(other => other.Id == run.Id);
        var fate = after switch
        {
            null => RunFate.Ends,
            { } other when other.Version != run.Version && run.Version.Length > 0 => RunFate.Moves,
            { } other when other.Version == current?.Version => RunFate.Same,
            _ => RunFate.Stays,
        };
        return new(customerId, run.Journey, run.Key, fate, run.Version, run.StepId, after?.StepId);
    }
}
