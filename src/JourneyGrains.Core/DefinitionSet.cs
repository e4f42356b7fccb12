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
    private readonly FrozenDictionary<string, ImmutableArray<Journey>> byEvent;
    private readonly FrozenDictionary<string, Journey> byName;
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
        byEvent = Journeys
            .SelectMany(journey => TypesOf(journey).Distinct(StringComparer.Ordinal).Select(type => (type, journey)))
            .GroupBy(pair => pair.type, pair => pair.journey, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    public static DefinitionSet Empty { get; } = new("", new Brand(), []);

    /// <summary>Made by <see cref="ForRehearsal"/>.</summary>
    public bool Rehearses { get; private set; }

    public string Digest { get; }

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
    public DefinitionSet ForRehearsal()
    {
        var rehearsing = (DefinitionSet)MemberwiseClone();
        rehearsing.Rehearses = true;
        return rehearsing;
    }

    public Journey? Journey(string name) => byName.GetValueOrDefault(name);

    public Segment? Segment(string name) => Segments.FirstOrDefault(segment => segment.Name == name);

    public Campaign? Campaign(string name) => Campaigns.FirstOrDefault(campaign => campaign.Name == name);

    public Offer? Offer(string name) => Offers.GetValueOrDefault(name);

    /// <summary>The type, well-known or declared; null where it is neither.</summary>
    public EventType? EventType(string name) => Events.EventTypes.Find(name) ?? EventTypes.GetValueOrDefault(name);

    /// <summary>The journeys with a rule on that type of event, in order of their names.</summary>
    public ImmutableArray<Journey> ListeningTo(string eventType) => byEvent.GetValueOrDefault(eventType, []);

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
