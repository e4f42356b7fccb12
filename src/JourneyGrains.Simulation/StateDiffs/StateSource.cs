using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>Where customers stand: an exported log, a store, a running silo. It is only read; dispose it when the states have been.</summary>
/// <param name="History">What was published; none: an older program's export.</param>
/// <param name="Editions">Those whose files could be read, by their numbers.</param>
/// <param name="Now">The source's time; null: the latest moment of any customer.</param>
/// <param name="States">All customers, from the first, each time it is asked.</param>
public sealed record StateSource(
    EditionHistory History, IReadOnlyDictionary<int, LoadedDefinitions> Editions, DateTimeOffset? Now, Func<IEnumerable<CustomerState>> States)
    : IDisposable
{
    /// <summary>Ends the connection that the states are read by; null: there is none.</summary>
    public Action? Close { get; init; }

    public void Dispose() => Close?.Invoke();

    /// <summary>What 'log export' wrote.</summary>
    public static StateSource OfLog(string folder)
    {
        var (about, _, _) = LogFolder.Read(folder);
        var history = new EditionHistory(about.Editions);
        return new(
            history,
            Load(history.Editions, edition => DefinitionReader.ReadPublished(DefinitionFiles.Of(LogFolder.EditionFolder(folder, edition.Number)))),
            null,
            () => LogFolder.Read(folder).Lives.Select(life => life.State));
    }

    /// <summary>What is in force there.</summary>
    /// <exception cref="ArgumentException">Nothing is, or its files cannot be read.</exception>
    public LoadedDefinitions Published() => History.Last is { } last && Editions.TryGetValue(last.Number, out var published)
        ? published
        : throw new ArgumentException("The store has published nothing that could be compared with: name the folder of the definitions as they are.");

    /// <summary>Editions by their numbers; those that cannot be read are left out.</summary>
    public static IReadOnlyDictionary<int, LoadedDefinitions> Load(IEnumerable<Edition> editions, Func<Edition, LoadedDefinitions?> read) => editions
        .Where(edition => edition.Kept)
        .Select(edition => (edition.Number, Loaded: read(edition)))
        .Where(edition => edition.Loaded is { Succeeded: true })
        .ToImmutableSortedDictionary(edition => edition.Number, edition => edition.Loaded!);

    /// <summary>From when customers are lived on.</summary>
    public DateTimeOffset Time() => Now ?? States().Select(state => state.Clock).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
}
