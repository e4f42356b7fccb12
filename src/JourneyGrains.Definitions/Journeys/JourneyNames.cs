using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>The journeys that were read, for what names them.</summary>
internal sealed class JourneyNames(IReadOnlyCollection<Journey> journeys, EventCatalogue events)
{
    /// <summary>The journey of that name; null where there is none, which is noted if it is certain.</summary>
    public Journey? Find(TextNode name, FileProblems problems)
    {
        var journey = journeys.FirstOrDefault(known => known.Name == name.Text);
        if (journey is null)
        {
            events.CheckJourney(name, problems);
        }

        return journey;
    }

    /// <summary>
    /// Notes where a wave names a journey that there is not, that no campaign may let customers enter, or whose key a wave does not have.
    /// </summary>
    public void CheckEntered(TextNode? name, FileProblems problems)
    {
        if (name is null || Find(name, problems) is not { } journey)
        {
            return;
        }

        if (!journey.Entry.ByCampaign)
        {
            problems.Add(name.At, $"The journey '{name.Text}' is not entered by campaigns; its 'enter' would have to say 'by: campaign'.");
        }
        else if (KeyProperty(journey) is { } property && RuntimeEvents.Find(RuntimeEvents.WaveReached)?.Property(property) is null)
        {
            problems.Add(
                name.At,
                $"The journey '{name.Text}' is keyed by event.{property}, which a wave does not have, so it would let nobody enter. What a wave has: "
                    + "event.campaign and event.wave. Enter a journey that is keyed by one of these, or by nothing.");
        }
    }

    /// <summary>The property of the event that alone is the key, without which no run begins; null: the key is another, or none.</summary>
    public static string? KeyProperty(Journey journey) =>
        journey.Entry.Key is { Fields: [var path] } key && key.Source.Trim() == path
            && path.Split('.') is ["event", var name, ..] && name is not ("id" or "type" or "time")
            ? name
            : null;
}
