using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Differences;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Simulation.Pages;

/// <summary>What would change for customers in flight, as one page.</summary>
internal static class StateDiffPage
{
    public static string Of(IReadOnlyList<DefinitionChange> changes, StateDiffFindings found) => new Html()
        .Tiles(
            ("customers", Html.Number(found.Read)), ("with something under way", Html.Number(found.InFlight)),
            ("would notice", Html.Number(found.Differ)), ("messages before", Html.Number(found.MessagesBefore)),
            ("messages after", Html.Number(found.MessagesAfter)))
        .Text($"From {Moments.Format(found.From)} to {Moments.Format(found.Until)}, with nothing but what is due: no further events.")
        .Section(
            "Message by message",
            null,
            ["journey", "same#", .. JourneyDifference.Kinds.Select(kind => $"{kind}#")],
            found.Journeys.Select(pair => (IReadOnlyList<string>)
            [
                pair.Key, Html.Number(pair.Value.Same), .. JourneyDifference.Kinds.Select(kind => Html.Number(pair.Value.Of(kind))),
            ]))
        .Section(
            "Runs under way",
            "Same: their version is the one in force. Stays: they go on by their own. Moves: a mapping takes them over. Ends: with the publication.",
            ["journey", .. Enum.GetNames<RunFate>().Select(name => $"{name.ToLowerInvariant()}#")],
            found.Journeys.Select(pair => (IReadOnlyList<string>)[pair.Key, .. Enum.GetValues<RunFate>().Select(fate => Html.Number(pair.Value.Of(fate)))]))
        .Section(
            "Whose runs do not simply go on",
            $"Runs of {Html.Number(found.WithRunsThatChange)} customers end or move, whether a message differs or not.",
            ["run", "journey", "for example"],
            StateDiffText.Runs(found).Select(one => (IReadOnlyList<string>)[one.Fate, one.Journey, one.Runs]))
        .Section(
            "What differs in the definitions",
            null,
            ["of", "change", "part", "before", "after"],
            changes.Select(change => (IReadOnlyList<string>)[change.Of, change.Kind, change.Part, change.Before ?? "", change.After ?? ""]))
        .Why(found.Reasons)
        .Section(
            "Examples",
            null,
            ["customer", "what"],
            found.Journeys.Values.SelectMany(journey => journey.Examples)
                .Select(example => (IReadOnlyList<string>)[example.CustomerId, StateDiffText.Sentence(example)]))
        .Sends(found.SendsBefore, found.SendsAfter)
        .Page("What would change");
}
