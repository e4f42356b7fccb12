using System.Globalization;
using System.Text;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Differences;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Simulation.Output;

/// <summary>What differs between two sets of definitions, and for whom, for a person at a terminal.</summary>
internal static class StateDiffText
{
    public static string Write(IReadOnlyList<DefinitionChange> changes)
    {
        if (changes.Count == 0)
        {
            return "The definitions mean the same.";
        }

        var text = new StringBuilder();
        foreach (var of in changes.GroupBy(change => change.Of))
        {
            text.AppendLine(of.Key);
            foreach (var change in of)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {change.Kind,-8} {change.Part}{(change.Part.Length > 0 ? ": " : "")}{Told(change)}");
            }
        }

        return text.ToString().TrimEnd();
    }

    public static string Write(StateDiffFindings found)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{found.Read} customers, {found.InFlight} with something under way; {found.Differ} would notice");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"from {Moments.Format(found.From)} to {Moments.Format(found.Until)}, if nothing else happens: {found.MessagesBefore} messages before, {found.MessagesAfter} after");
        var width = DifferenceText.Width(found.Journeys.Keys);
        text.AppendLine(DifferenceText.Row("messages", ["same", .. JourneyDifference.Kinds], width));
        foreach (var (journey, counts) in found.Journeys)
        {
            text.AppendLine(DifferenceText.Row(journey, [counts.Same, .. JourneyDifference.Kinds.Select(counts.Of)], width));
        }

        text.AppendLine(DifferenceText.Row("runs", [.. Enum.GetNames<RunFate>().Select(name => name.ToLowerInvariant())], width));
        foreach (var (journey, counts) in found.Journeys)
        {
            text.AppendLine(DifferenceText.Row(journey, Enum.GetValues<RunFate>().Select(counts.Of), width));
        }

        foreach (var (fate, journey, runs) in Runs(found))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{fate,10}  {journey}: {runs}");
        }

        if (found.WithRunsThatChange > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"runs of {found.WithRunsThatChange} customers end or move, whether a message differs or not");
        }

        DifferenceText.Why(text, found.Reasons);
        foreach (var example in found.Journeys.Values.SelectMany(journey => journey.Examples))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"for example {example.CustomerId}: {Sentence(example)}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Whose runs do not simply go on, by fate and journey: "c-1 [cart-1], c-7 [cart-3] and 210 more".</summary>
    public static IEnumerable<(string Fate, string Journey, string Runs)> Runs(StateDiffFindings found) =>
        from fate in JourneyDifference.FatesTold
        from journey in found.Journeys
        let runs = journey.Value.Runs.Where(run => run.Fate == fate).Select(run => run.Key.Length == 0 ? run.CustomerId : $"{run.CustomerId} [{run.Key}]").ToArray()
        let more = journey.Value.Of(fate) - runs.Length
        where runs.Length > 0
        select (fate.ToString().ToLowerInvariant(), journey.Key, string.Join(", ", runs) + (more > 0 ? $" and {more.ToString("N0", CultureInfo.InvariantCulture)} more" : ""));

    /// <summary>One difference as a person says it.</summary>
    public static string Sentence(Difference difference)
    {
        var from = difference.Key.Length == 0 ? difference.Origin : $"{difference.Origin} [{difference.Key}]";
        return JourneyDifference.KindOf(difference) switch
        {
            "lost" => $"{from} no longer sends {Message(difference.Before!)}",
            "gained" => $"{from} also sends {Message(difference.After!)}",
            "changed" => $"{from} sends {Message(difference.After!)} in place of {Message(difference.Before!)}",
            var moved => $"{from} sends {difference.After!.Template} {moved}, at {Moments.Format(difference.After.At)} and not {Moments.Format(difference.Before!.At)}",
        };
    }

    private static string Message(ComparedMessage message) => $"{message.Template} by {message.Channel} at {Moments.Format(message.At)}";

    private static string Told(DefinitionChange change) => (change.Before, change.After) switch
    {
        (null, { } after) => after,
        ({ } before, null) => before,
        var (before, after) => $"{before} → {after}",
    };
}
