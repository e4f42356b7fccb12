using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Events;

/// <summary>The event types a definition may name: well-known, declared, or any other that is not a misspelling of one of these.</summary>
internal sealed class EventCatalogue
{
    private const int MisspellingMax = 2;

    public EventCatalogue(ImmutableArray<EventType> declared)
    {
        Declared = declared;
        Names = [.. EventTypes.WellKnown.Concat(declared).Select(type => type.Name), .. RuntimeEvents.Heard];
    }

    /// <summary>The names that the files of the folder give.</summary>
    public KnownNames Given { get; init; } = KnownNames.None;

    public ImmutableArray<EventType> Declared { get; }

    public ImmutableArray<string> Names { get; }

    /// <summary>The type, or null where its properties are not known.</summary>
    public EventType? Find(string name) => EventTypes.Find(name) ?? RuntimeEvents.Find(name) ?? Declared.FirstOrDefault(type => type.Name == name);

    /// <summary>The name, or null (and a note) where it cannot be one or is probably misspelt.</summary>
    public string? Check(TextNode? name, FileProblems problems)
    {
        if (name is null)
        {
            return null;
        }

        if (!IsTypeName(name.Text))
        {
            problems.Add(
                name.At,
                $"{name.Description} is no event type: 1 to {EventLimits.TypeLengthMax} of a-z, 0-9, '.', '_' and '-', beginning with a letter, like order.placed.");
            return null;
        }

        if (RuntimeEvents.Find(name.Text) is not null && !RuntimeEvents.Heard.Contains(name.Text))
        {
            problems.Add(name.At, $"'{name.Text}' cannot be listened to; an 'enter' names what it stands for by a key of its own.");
            return null;
        }

        if (!Names.Contains(name.Text) && Suggestions.For(name.Text, Names, MisspellingMax) is { } near)
        {
            problems.Add(name.At, $"'{name.Text}' is no known event type. If it is one of your own, declare it in events.yaml.", near);
            return null;
        }

        return name.Text;
    }

    /// <summary>Notes a name that no file of a journey has.</summary>
    public void CheckJourney(TextNode name, FileProblems problems)
    {
        var journeys = Given.Of(NameKind.Journey) ?? [];
        if (!journeys.Contains(name.Text))
        {
            problems.AddUnknown(name, "journey", journeys);
        }
    }

    /// <summary>The fields with those of an event of one of the types under a root; unknown types leave it open.</summary>
    public FieldTable With(FieldTable fields, string root, IReadOnlyCollection<string> types)
    {
        var known = types.Select(Find).OfType<EventType>().ToArray();
        var open = known.Length < types.Count;
        return fields.WithEvent(root, open ? [] : known, open || types.Count > 1, types.Contains("") ? null : [.. types]);
    }

    internal static bool IsTypeName(string name) =>
        name.Length is > 0 and <= EventLimits.TypeLengthMax && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-');
}
