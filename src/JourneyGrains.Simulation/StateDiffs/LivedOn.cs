using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Customers;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>One customer in flight, lived on under both sides with nothing but their timers, and what differs.</summary>
internal sealed record LivedOn(
    string CustomerId, IReadOnlyList<Difference> Differences, IReadOnlyDictionary<string, long> Same, IReadOnlyList<(string Journey, RunFate Fate)> Runs)
{
    /// <summary>Whether there is anything to live on with.</summary>
    public static bool IsInFlight(CustomerState state) =>
        !state.Forgotten && !(state.Runs.IsEmpty && state.Goals.IsEmpty && state.Outbox.IsEmpty);

    /// <param name="findings">Of each side, added to.</param>
    public static LivedOn Of(CustomerState state, DiffSides sides, StateDiffOptions options, FindingsSink[] findings)
    {
        var (before, _) = Live(state, sides.Before, options, findings[0]);
        var (after, published) = Live(state, sides.After, options, findings[1]);
        var (differences, same) = CustomerComparison.Of(state.Id, before, after);
        return new(state.Id, differences, same, [.. state.Runs.Select(run => (run.Journey, Fate(run, published, sides.After)))]);
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
    private static RunFate Fate(Run run, CustomerState published, Variant side)
    {
        var current = side.Definitions.Journey(run.Journey);
        return published.Runs.FirstOrDefault(other => other.Id == run.Id) switch
        {
            null => RunFate.Ends,
            { } other when other.Version != run.Version && run.Version.Length > 0 => RunFate.Moves,
            { } other when other.Version == current?.Version => RunFate.Same,
            _ => RunFate.Stays,
        };
    }
}

/// <summary>What becomes of a run when the other definitions are published.</summary>
public enum RunFate
{
    /// <summary>Its version is the one in force.</summary>
    Same,

    /// <summary>It goes on by its own, older version.</summary>
    Stays,

    /// <summary>A mapping takes it over to the new version.</summary>
    Moves,

    /// <summary>It ends, or goes on to its end, in the turn of the publication.</summary>
    Ends,
}
