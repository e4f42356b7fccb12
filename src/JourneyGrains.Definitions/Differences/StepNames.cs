using System.Globalization;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Differences;

/// <summary>
/// Steps as one line each, with the ids of the steps they lead to in place of indexes, so that a step that only moved within the file is the
/// same step.
/// </summary>
internal sealed class StepNames
{
    // Whatever a step calls the index of another one.
    private static readonly HashSet<string> Indexes = new(StringComparer.Ordinal) { "next", "target", "timeout", "else", "body", "failed", "goto" };

    private readonly string end;

    private StepNames(string end) => this.end = end;

    public static StepNames Of(params IEnumerable<Journey> journeys) =>
        new(journeys.Any(journey => journey.IndexOf("end") >= 0) ? "the end" : "end");

    /// <summary>A step before and after, each null for no step. Of two of one kind only the parts are told that one has otherwise.</summary>
    public (string? Was, string? Becomes) Tell(Step? before, Journey was, Step? after, Journey becomes)
    {
        var (one, other) = (Parts(before, was), Parts(after, becomes));
        if (before is not null && after is not null && before.GetType() == after.GetType())
        {
            var same = one.Intersect(other, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            one.RemoveAll(same.Contains);
            other.RemoveAll(same.Contains);
        }

        return (Line(before, one), Line(after, other));
    }

    private static string? Line(Step? step, List<string> parts) => step is null
        ? null
        : $"{step.GetType().Name.Replace("Step", "", StringComparison.Ordinal).ToLowerInvariant()}{(parts.Count == 0 ? "" : ": ")}{string.Join(", ", parts)}";

    private List<string> Parts(Step? step, Journey journey)
    {
        if (step is null)
        {
            return [];
        }

        var leaves = Meaning.Of(step);
        return
        [
            .. leaves.Where(part => part.Key != "id" && !GoesOn(part, leaves)).OrderBy(part => part.Key, StringComparer.Ordinal)
                .Select(part => IsIndex(part.Key) ? $"{part.Key} → {NameOf(part.Value, journey)}" : $"{part.Key} {part.Value}"),
        ];
    }

    /// <summary>An end of its own that leads to where the step leads anyhow says nothing.</summary>
    private static bool GoesOn(KeyValuePair<string, string> part, SortedDictionary<string, string> leaves) =>
        part.Key != "next" && IsIndex(part.Key) && part.Value == leaves.GetValueOrDefault("next");

    private static bool IsIndex(string path) => Indexes.Contains(path[(path.LastIndexOf('.') + 1)..]);

    private string NameOf(string index, Journey journey) =>
        int.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < journey.Steps.Length
            ? journey.Steps[at].Id
            : end;
}
