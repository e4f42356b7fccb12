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

    /// <summary>Notes where a wave names a journey that there is not, or that no campaign may let customers enter.</summary>
    public void CheckEntered(TextNode? name, FileProblems problems)
    {
        if (name is not null && Find(name, problems) is { Entry.ByCampaign: false })
        {
            problems.Add(name.At, $"The journey '{name.Text}' is not entered by campaigns; its 'enter' would have to say 'by: campaign'.");
        }
    }
}
