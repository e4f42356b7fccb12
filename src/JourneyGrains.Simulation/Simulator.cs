using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Customers;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation;

/// <summary>Runs recorded events through the rules in virtual time: no cluster, no database, no waiting.</summary>
public static class Simulator
{
    /// <summary>
    /// Simulates a recording. Customers do not touch one another, so they run in parallel; the outcome does not depend on that.
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
        var waves = options.Launches.OrderBy(launch => launch.At).Select(launch => Resolve(definitions, launch)).ToArray();
        var lives = events.GroupBy(one => one.Event.CustomerId, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Id: group.Key, Events: group.OrderBy(one => one.Arrival).ToArray()))
            .ToArray();
        var until = options.Until ?? End(lives.Select(life => life.Events[^1].Arrival), waves);

        var simulations = new CustomerSimulation[lives.Length];
        var done = 0;
        Parallel.For(0, lives.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, at =>
        {
            var simulation = new CustomerSimulation(lives[at].Id, definitions, templates, options.KeepTranscript);
            Live(simulation, lives[at].Events, waves, until);
            lives[at].Events = [];
            simulations[at] = simulation;
            options.Progress?.Invoke(Interlocked.Increment(ref done), lives.Length);
        });
        return Result(simulations);
    }

    private static void Live(
        CustomerSimulation simulation, RecordedEvent[] events, PlannedWave[] waves, DateTimeOffset until)
    {
        var wave = 0;
        foreach (var recorded in events)
        {
            for (; wave < waves.Length && waves[wave].At < recorded.Arrival; wave++)
            {
                simulation.Offer(waves[wave].Campaign, waves[wave].Wave, waves[wave].At);
            }

            simulation.Take(recorded);
        }

        for (; wave < waves.Length; wave++)
        {
            simulation.Offer(waves[wave].Campaign, waves[wave].Wave, waves[wave].At);
        }

        simulation.CatchUp(until);
    }

    private static SimulationResult Result(CustomerSimulation[] simulations)
    {
        var customers = simulations.Where(one => one.IsKnown).Select(one => one.Outcome).ToImmutableArray();
        var totals = simulations.SelectMany(one => one.Totals)
            .GroupBy(total => $"{total.Key.Origin}/{total.Key.Kind}", total => total.Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal);
        return new(
            CoreJson.Digest(customers.Select(customer => KeyValuePair.Create(customer.Id, customer.State.Chain))),
            customers,
            totals,
            [.. simulations.SelectMany(one => one.Refused).OrderBy(refused => refused.Line)]);
    }

    private static PlannedWave Resolve(DefinitionSet definitions, Launch launch)
    {
        if (definitions.Campaign(launch.Campaign) is not { } campaign)
        {
            var campaigns = string.Join(", ", definitions.Campaigns.Select(known => known.Name));
            throw new ArgumentException($"There is no campaign '{launch.Campaign}'; there are: {campaigns}.");
        }

        if (campaign.Waves.FirstOrDefault(known => launch.Wave is null || known.Name == launch.Wave) is not { } wave)
        {
            var waves = string.Join(", ", campaign.Waves.Select(known => known.Name));
            throw new ArgumentException($"The campaign '{launch.Campaign}' has no wave '{launch.Wave}'; it has: {waves}.");
        }

        return new(campaign.Name, wave.Name, launch.At);
    }

    private static DateTimeOffset End(IEnumerable<DateTimeOffset> lasts, PlannedWave[] waves) =>
        lasts.Concat(waves.Select(wave => wave.At)).DefaultIfEmpty().Max();

    private sealed record PlannedWave(string Campaign, string Wave, DateTimeOffset At);
}
