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
    private const int ReasonsMax = 15;

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
        var width = Math.Max(8, found.Journeys.Keys.Select(journey => journey.Length).DefaultIfEmpty().Max());
        text.AppendLine(Row("messages", ["same", .. JourneyDifference.Kinds], width));
        foreach (var (journey, counts) in found.Journeys)
        {
            text.AppendLine(Row(journey, [Number(counts.Same), .. JourneyDifference.Kinds.Select(kind => Number(counts.Of(kind)))], width));
        }

        text.AppendLine(Row("runs", [.. Enum.GetNames<RunFate>().Select(name => name.ToLowerInvariant())], width));
        foreach (var (journey, counts) in found.Journeys)
        {
            text.AppendLine(Row(journey, [.. Enum.GetValues<RunFate>().Select(fate => Number(counts.Of(fate)))], width));
        }

        foreach (var (origin, kind, reason, count) in found.Reasons.Take(ReasonsMax))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,10}  {kind.ToString().ToLowerInvariant(),-7} {origin}: {reason}");
        }

        foreach (var example in found.Journeys.Values.SelectMany(journey => journey.Examples))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"for example {example.CustomerId}: {Sentence(example)}");
        }

        return text.ToString().TrimEnd();
    }

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

    private static string Row(string name, IEnumerable<string> cells, int width) =>
        $"{name.PadRight(width)} {string.Join(' ', cells.Select(cell => cell.PadLeft(10)))}";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
