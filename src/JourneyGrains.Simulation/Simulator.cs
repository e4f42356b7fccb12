using JourneyGrains.Core;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation;

/// <summary>Runs recorded events through the rules in virtual time: no cluster, no database, no waiting.</summary>
public static class Simulator
{
    /// <summary>
    /// Simulates a recording and keeps all that it came to. For recordings too long for that: <see cref="LogSimulation"/>.
    /// </summary>
    /// <param name="templates">Null: messages are not rendered.</param>
    /// <param name="events">
    /// In any order; those of one customer are taken in order of arrival, and of one moment in the order given. All are held in memory.
    /// </param>
    /// <exception cref="ArgumentException">A launch names a campaign or wave that is not defined.</exception>
    public static SimulationResult Run(
        DefinitionSet definitions, TemplateSet? templates, IEnumerable<RecordedEvent> events, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        var sinks = new CollectingSink[LogSimulation.Shards];
        var simulation = new LogSimulation(
            [new(definitions, templates)], (shard, _) => sinks[shard] = new CollectingSink(options.KeepTranscript), options);
        var outcome = simulation.Run(events.OrderBy(recorded => recorded.Arrival))[0];
        return new(
            outcome.Digest,
            [.. sinks.SelectMany(sink => sink.Customers).OrderBy(customer => customer.Id, StringComparer.Ordinal)],
            outcome.Totals,
            [.. sinks.SelectMany(sink => sink.Refusals).OrderBy(refused => refused.Line)])
        {
            Results = outcome.Results,
        };
    }
}
