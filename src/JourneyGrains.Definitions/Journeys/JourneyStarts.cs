using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>The starts of all journeys, checked against the journeys that they name once all are read.</summary>
internal sealed class JourneyStarts(EventCatalogue events)
{
    private readonly List<(FileProblems Problems, StartSyntax Syntax, IReadOnlyList<(NamedText Text, Expression Value)> Data)> starts = [];

    public void Add(FileProblems problems, StartSyntax syntax, IReadOnlyList<(NamedText Text, Expression Value)> data) =>
        starts.Add((problems, syntax, data));

    public void Check(JourneyNames journeys)
    {
        foreach (var (problems, syntax, data) in starts)
        {
            if (syntax.Journey is not { } name || journeys.Find(name, problems) is not { } journey)
            {
                continue;
            }

            CheckKey(problems, syntax, journey);
            if (journey.Entry is { On: not RuntimeEvents.Requested } or { Request.Properties.IsEmpty: false }
                && (journey.Entry.Request ?? events.Find(journey.Entry.On)) is { } type)
            {
                CheckData(problems, syntax, data, journey, type);
            }
        }
    }

    /// <summary>Without its key, which is a property of the data, no run would ever begin.</summary>
    private static void CheckKey(FileProblems problems, StartSyntax syntax, Journey journey)
    {
        if (!syntax.Whole || syntax.Key is not null || JourneyNames.KeyProperty(journey) is not { } name
            || syntax.Data.Any(given => given.Name.Text == name))
        {
            return;
        }

        problems.Add(
            syntax.At, $"{journey.Name} is keyed by {journey.Entry.Key!.Source.Trim()}, and the data do not give '{name}', so no run would begin. Add it to 'data', or give a 'key'.");
    }

    private static void CheckData(
        FileProblems problems, StartSyntax syntax, IReadOnlyList<(NamedText Text, Expression Value)> data, Journey journey, EventType type)
    {
        foreach (var (text, value) in data)
        {
            if (type.Property(text.Name.Text) is not { } property)
            {
                problems.Add(
                    text.Name.At,
                    $"'{text.Name.Text}' is no property of {type.Name}, by which {journey.Name} is entered.",
                    Suggestions.For(text.Name.Text, [.. type.Properties.Select(known => known.Name)]));
            }
            else if (value.Kind != property.Kind && value.Kind != ValueKind.Any && property.Kind != ValueKind.Any)
            {
                problems.Add(text.Value.At, $"'{property.Name}' of {type.Name} is {property.Kind}; '{value.Source}' is {value.Kind}.");
            }
        }

        if (!syntax.Whole)
        {
            return;
        }

        var keyed = syntax.Key is null ? journey.Entry.Key?.Source.Trim() : null;
        var given = syntax.Data.Select(text => text.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var property in type.Properties.Where(property => property.Required && keyed != $"event.{property.Name}" && !given.Contains(property.Name)))
        {
            problems.Add(syntax.At, $"'{property.Name}' is missing in the data: {journey.Name} is entered by {type.Name}, which always has it.");
        }
    }
}
