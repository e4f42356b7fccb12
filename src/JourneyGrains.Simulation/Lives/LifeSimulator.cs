using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Lives;

/// <summary>
/// Lives again, exactly, what a running system did: its log gives the events, its journal everything else. The same decisions come out, line
/// by line (I5), whatever happened to the silos meanwhile; where they do not, it says for whom.
/// </summary>
public static class LifeSimulator
{
    /// <summary>As the other, with the same definitions all the time.</summary>
    /// <param name="templates">Null: messages are not rendered.</param>
    public static LifeResult Run(
        DefinitionSet definitions, TemplateSet? templates, IEnumerable<LoggedEvent> events, IEnumerable<RecordedLife> lives) =>
        Run(LifeEditions.Always(definitions, templates), events, lives);

    /// <param name="editions">What was in force, one after the other.</param>
    /// <param name="events">The whole log, in order of the offsets of each partition.</param>
    /// <param name="lives">All customers the system knows.</param>
    /// <exception cref="InvalidDataException">A life was decided by an edition that is not there.</exception>
    public static LifeResult Run(LifeEditions editions, IEnumerable<LoggedEvent> events, IEnumerable<RecordedLife> lives)
    {
        var log = events.GroupBy(logged => logged.Event.CustomerId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var known = lives.OrderBy(life => life.State.Id, StringComparer.Ordinal).ToArray();
        var lived = new LivedAgain[known.Length];
        Parallel.For(0, known.Length, at =>
        {
            lived[at] = new LivedAgain(known[at], editions);
            lived[at].Live(log.GetValueOrDefault(known[at].State.Id, []));
        });

        var ids = known.Select(life => life.State.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            Result(lived, editions.Last.Definitions),
            CoreJson.Digest(known.Select(life => KeyValuePair.Create(life.State.Id, life.State.Chain))),
            [.. Diverging(lived)],
            [.. lived.SelectMany(one => one.Waiting), .. log.Where(life => !ids.Contains(life.Key)).SelectMany(life => life.Value)]);
    }

    private static SimulationResult Result(LivedAgain[] lived, DefinitionSet definitions)
    {
        var customers = lived.Select(one => one.Outcome).ToImmutableArray();
        var totals = customers.SelectMany(customer => customer.Entries).SelectMany(entry => entry.Lines).Where(line => line.Origin is not null)
            .GroupBy(line => $"{line.Origin}/{line.Kind}", StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal);
        return new(
            CoreJson.Digest(customers.Select(customer => KeyValuePair.Create(customer.Id, customer.State.Chain))),
            customers,
            totals,
            [.. lived.SelectMany(one => one.Refused)])
        {
            Results = ArmOutcome.Sum(lived.SelectMany(one => one.Results), definitions),
        };
    }

    private static IEnumerable<Divergence> Diverging(LivedAgain[] lived) =>
        from one in lived
        where one.Divergence is not null
        select new Divergence(one.Outcome.Id, one.Divergence!);
}
