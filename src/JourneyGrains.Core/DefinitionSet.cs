using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Segments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core;

/// <summary>Everything the marketing team wrote, compiled and checked: what a turn decides by.</summary>
public sealed class DefinitionSet
{
    private FrozenDictionary<string, ImmutableArray<Journey>> byEvent;
    private readonly FrozenDictionary<string, Journey> byName;
    private FrozenDictionary<string, ImmutableArray<PastJourney>> past = FrozenDictionary<string, ImmutableArray<PastJourney>>.Empty;
    private string? standingMark;

    /// <param name="digest">SHA-256 over the files in order of their names and the release of the tz database, as lower-case hexadecimal: the version of it all.</param>
    public DefinitionSet(
        string digest,
        Brand brand,
        ImmutableArray<Journey> journeys,
        Programme? programme = null,
        ImmutableArray<Campaign> campaigns = default,
        ImmutableArray<TemplateInfo> templates = default,
        ImmutableArray<EventType> eventTypes = default,
        ImmutableArray<Offer> offers = default)
    {
        Digest = digest;
        Brand = brand;
        Journeys = [.. journeys.OrderBy(journey => journey.Name, StringComparer.Ordinal)];
        Programme = programme;
        Campaigns = campaigns.IsDefault ? [] : campaigns;
        Templates = (templates.IsDefault ? [] : templates).ToFrozenDictionary(template => template.Name, StringComparer.Ordinal);
        EventTypes = (eventTypes.IsDefault ? [] : eventTypes).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        Offers = (offers.IsDefault ? [] : offers).ToFrozenDictionary(offer => offer.Name, StringComparer.Ordinal);
        Scheduled = [.. Journeys.Where(journey => journey.Entry.Schedule is not null)];
        byName = Journeys.ToFrozenDictionary(journey => journey.Name, StringComparer.Ordinal);
        byEvent = ByEvent();
    }

    public static DefinitionSet Empty { get; } = new("", new Brand(), []);

    /// <summary>Made by <see cref="ForRehearsal"/>.</summary>
    public bool Rehearses { get; private set; }

    /// <summary>Nobody ever sees the ids of its runs and messages, nor what tells the address of a message: a tenth of the turns' work is to hash them.</summary>
    internal bool IdsPass { get; private set; }

    public string Digest { get; }

    /// <summary>Under which number it was published; 0: it was not.</summary>
    public int Edition { get; private set; }

    public Brand Brand { get; }

    /// <summary>In order of their names: the order in which a turn looks at them.</summary>
    public ImmutableArray<Journey> Journeys { get; }

    /// <summary>Those that begin by the calendar, in order of their names.</summary>
    public ImmutableArray<Journey> Scheduled { get; }

    public Programme? Programme { get; }

    public ImmutableArray<Campaign> Campaigns { get; }

    /// <summary>In order of their names: the order in which a turn judges them.</summary>
    public ImmutableArray<Segment> Segments { get; init => field = [.. value.OrderBy(segment => segment.Name, StringComparer.Ordinal)]; } = [];

    /// <summary>
    /// Is another where customers who sleep are to be looked at again: a hash over the segments and the schedules. Empty: there are none.
    /// </summary>
    public string StandingMark => standingMark ??= Segments.IsEmpty && Scheduled.IsEmpty
        ? ""
        : StableHashing.Id(
            [
                .. Segments.SelectMany(segment => new[] { segment.Name, segment.When.Source }),
                .. Scheduled.SelectMany(journey => new[] { journey.Name, $"{journey.Entry.Schedule}" }),
                Brand.TimeZone,
            ]);

    public FrozenDictionary<string, TemplateInfo> Templates { get; }

    public FrozenDictionary<string, Offer> Offers { get; }

    /// <summary>Custom event types the brand declared with checked properties.</summary>
    public FrozenDictionary<string, EventType> EventTypes { get; }

    /// <summary>
    /// The same, for a rehearsal: every decision is the same, but a turn's lines have words only where they say why something was not done, and
    /// entries are neither written nor chained, for nobody holds what is made up against a log.
    /// </summary>
    /// <param name="reports">
    /// Whether events may come that report on messages. Where none do, and no step makes a code, a call or an event of an id, ids are
    /// <see cref="IdsPass"/>.
    /// </param>
    public DefinitionSet ForRehearsal(bool reports = true)
    {
        var rehearsing = (DefinitionSet)MemberwiseClone();
        rehearsing.Rehearses = true;
        rehearsing.IdsPass = !reports && !AllVersions().Any(journey => journey.Steps.Any(step => step is CallStep or OfferStep or StartStep));
        return rehearsing;
    }

    /// <summary>
    /// The id of a run or a message: the same in every process, for it is stored and others refer to it. Where <see cref="IdsPass"/>, it only tells
    /// them apart.
    /// </summary>
    internal string Id(params ReadOnlySpan<string> parts) => IdsPass ? StableHashing.PassingId(parts) : StableHashing.Id(parts);

    public Journey? Journey(string name) => byName.GetValueOrDefault(name);

    public Segment? Segment(string name) => Segments.FirstOrDefault(segment => segment.Name == name);

    public Campaign? Campaign(string name) => Campaigns.FirstOrDefault(campaign => campaign.Name == name);

    /// <summary>The wave of that origin, "campaign/wave".</summary>
    public Wave? Wave(string origin) =>
        Campaigns.SelectMany(campaign => campaign.Waves.Where(wave => campaign.OriginOf(wave) == origin)).FirstOrDefault();

    public Offer? Offer(string name) => Offers.GetValueOrDefault(name);

    /// <summary>The type, well-known or declared; null where it is neither.</summary>
    public EventType? EventType(string name) => Events.EventTypes.Find(name) ?? EventTypes.GetValueOrDefault(name);

    /// <summary>The journeys with a rule on that type of event, in order of their names.</summary>
    public ImmutableArray<Journey> ListeningTo(string eventType) => byEvent.GetValueOrDefault(eventType, []);

    /// <summary>The same definitions, published, beside which older versions of journeys are kept for the runs that began with them.</summary>
    /// <param name="older">Those of journeys that are no longer defined, and the versions in force, are left out.</param>
    public DefinitionSet Published(int edition, IEnumerable<PastJourney> older)
    {
        var copy = (DefinitionSet)MemberwiseClone();
        copy.Edition = edition;
        copy.past = older
            .Where(known => Journey(known.Journey.Name) is { } current && current.Version != known.Journey.Version)
            .GroupBy(known => known.Journey.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.DistinctBy(known => known.Journey.Version).OrderBy(known => known.Journey.Version, StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
        copy.byEvent = copy.ByEvent();
        return copy;
    }

    /// <summary>The older versions of a journey, in order of their names.</summary>
    public ImmutableArray<Journey> PastOf(string journey) =>
        past.Count > 0 && past.TryGetValue(journey, out var versions) ? [.. versions.Select(known => known.Journey)] : [];

    /// <summary>
    /// The version of the journey by which a run goes. Where that version is no longer kept, the one in force, by the step's id; null where
    /// there is no such journey any more.
    /// </summary>
    public Journey? JourneyOf(Run run) => Journey(run.Journey) is { } current ? VersionOf(current, run) : null;

    /// <summary>The same where the journey in force is at hand.</summary>
    public Journey VersionOf(Journey current, Run run) =>
        current.Version == run.Version ? current : Past(run.Journey, run.Version)?.Journey ?? current;

    /// <summary>Whether the run goes by this version of the journey.</summary>
    public bool GoesBy(Run run, Journey version) =>
        run.Journey == version.Name && (past.Count == 0 || ReferenceEquals(JourneyOf(run), version));

    /// <summary>Whether the version by which a run began is at hand; also where its journey is gone, which ends it.</summary>
    public bool Knows(Run run) => run.Version.Length == 0 || Journey(run.Journey) is not { } current || current.Version == run.Version
        || Past(run.Journey, run.Version) is not null;

    /// <summary>What a template reads; where it is no longer defined, as it was with that version of the journey. Null: it is nowhere.</summary>
    public TemplateInfo? Template(string name, string journey, string version) =>
        Templates.GetValueOrDefault(name) ?? Past(journey, version)?.Templates.GetValueOrDefault(name);

    private PastJourney? Past(string journey, string version) => past.Count > 0 && past.TryGetValue(journey, out var versions)
        ? versions.FirstOrDefault(known => known.Journey.Version == version)
        : null;

    private IEnumerable<Journey> AllVersions() => Journeys.SelectMany(journey => PastOf(journey.Name).Prepend(journey));

    /// <summary>The journeys in force by the types that they, or older versions of them, have rules on.</summary>
    private FrozenDictionary<string, ImmutableArray<Journey>> ByEvent() => Journeys
        .SelectMany(journey => PastOf(journey.Name).Prepend(journey).SelectMany(TypesOf).Distinct(StringComparer.Ordinal).Select(type => (type, journey)))
        .GroupBy(pair => pair.type, pair => pair.journey, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static IEnumerable<string> TypesOf(Journey journey)
    {
        yield return journey.Entry.On;
        foreach (var exit in journey.Exits)
        {
            yield return exit.On;
        }

        if (journey.Goal is { } goal)
        {
            yield return goal.On;
        }

        foreach (var wait in journey.Steps.OfType<WaitStep>())
        {
            foreach (var arm in wait.Arms)
            {
                yield return arm.On;
            }

            if (wait.Restart is { } restart)
            {
                yield return restart.On;
            }
        }
    }
}
