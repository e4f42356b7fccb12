using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Editions;

/// <summary>A set of definitions that was published.</summary>
/// <param name="Number">From 1, in the order of publishing.</param>
/// <param name="Digest">Of its definitions.</param>
/// <param name="Journeys">The version of each journey by its name; none where its files are no longer kept.</param>
/// <param name="Kept">Whether its files are still kept.</param>
public sealed record Edition(
    int Number, string Digest, DateTimeOffset At, ImmutableSortedDictionary<string, string> Journeys, bool Kept = true)
{
    /// <summary>Runs that were under way, by journey, when this edition took their journeys away: it ended them. Null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, long>? Ended { get; init; }

    public static Edition Of(int number, DefinitionSet definitions, DateTimeOffset at) => new(
        number, definitions.Digest, at,
        definitions.Journeys.ToImmutableSortedDictionary(journey => journey.Name, journey => journey.Version, StringComparer.Ordinal));

    /// <summary>That it was published is kept; its versions are of no use without its files, and the history is read often.</summary>
    public Edition WithoutFiles() => this with { Kept = false, Journeys = Journeys.Clear() };
}

/// <summary>All editions of a store, in order of their numbers.</summary>
public sealed record EditionHistory(ImmutableArray<Edition> Editions)
{
    /// <summary>The kind of the documents in which a store keeps them: the history, and the files of each edition under its digest.</summary>
    public const string DocumentKind = "definitions";

    /// <summary>The key of the document of the history.</summary>
    public const string DocumentKey = "history";

    public static EditionHistory None { get; } = new([]);

    /// <exception cref="JsonException">Not what <see cref="Write"/> gave.</exception>
    public static EditionHistory Read(byte[] stored) => JsonSerializer.Deserialize(stored, EditionJsonContext.Default.EditionHistory)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EditionJsonContext.Default.EditionHistory);

    public Edition? Last => Editions.IsEmpty ? null : Editions[^1];

    /// <summary>The newest edition before a number that has a journey in a version; null: none that is kept.</summary>
    public Edition? WithVersion(string journey, string version, int before) => Editions.LastOrDefault(edition =>
        edition.Number < before && edition.Kept && edition.Journeys.GetValueOrDefault(journey) == version);

    /// <summary>The names of all versions of a journey whose files are kept.</summary>
    public IEnumerable<string> VersionsOf(string journey) => Editions
        .Where(edition => edition.Kept && edition.Journeys.ContainsKey(journey)).Select(edition => edition.Journeys[journey]).Distinct(StringComparer.Ordinal);

    /// <summary>The same with the files of so many editions kept: of more, the oldest go on whose versions no run is, and never the last.</summary>
    /// <param name="inUse">Whether runs are on a version of a journey.</param>
    public EditionHistory Trim(int most, Func<string, string, bool> inUse)
    {
        var kept = Editions.Where(edition => edition.Kept).ToList();
        var gone = kept.SkipLast(1).Where(edition => !edition.Journeys.Any(journey => inUse(journey.Key, journey.Value)))
            .Take(Math.Max(0, kept.Count - most)).Select(edition => edition.Number).ToHashSet();
        return new([.. Editions.Select(edition => gone.Contains(edition.Number) ? edition.WithoutFiles() : edition)]);
    }

    /// <summary>
    /// The definitions of an edition as its turns are decided by: with the older versions of its journeys, each as the newest edition before it
    /// has it. Of the older editions those count that are at hand; whoever decides sees to it that they include those of the runs.
    /// </summary>
    public DefinitionSet Publish(int number, DefinitionSet definitions, IReadOnlyDictionary<int, DefinitionSet> older) =>
        definitions.Published(number, Editions.Where(edition => edition.Number < number && edition.Kept && older.ContainsKey(edition.Number))
            .SelectMany(edition => older[edition.Number].Journeys
                .Where(journey => WithVersion(journey.Name, journey.Version, number) == edition)
                .Select(journey => new PastJourney(journey, older[edition.Number].Templates))));

    /// <summary>The same with its templates, and beside them those that older editions had and it has not.</summary>
    public LoadedDefinitions Publish(int number, LoadedDefinitions own, IReadOnlyDictionary<int, LoadedDefinitions> editions)
    {
        var older = editions.Where(edition => edition.Key < number).OrderByDescending(edition => edition.Key).ToArray();
        var definitions = Publish(number, own.Definitions!, older.ToDictionary(edition => edition.Key, edition => edition.Value.Definitions!));
        return new(definitions, own.Templates!.Beside(older.Select(edition => edition.Value.Templates!)), []);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(EditionHistory))]
internal sealed partial class EditionJsonContext : JsonSerializerContext;
