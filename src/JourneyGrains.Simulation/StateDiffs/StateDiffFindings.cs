using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>Who would notice if other definitions were published now, in sum and by examples.</summary>
public sealed class StateDiffFindings(DiffSides sides, DateTimeOffset from, DateTimeOffset until)
{
    /// <summary>Examples kept of each journey and kind of difference, or fate of runs: the first that were found.</summary>
    public const int ExamplesMax = 3;

    private readonly SortedDictionary<string, JourneyDifference> journeys = new(StringComparer.Ordinal);
    private readonly DifferenceReasons reasons = new(sides.Before.Definitions, sides.After.Definitions);

    public DateTimeOffset From { get; } = from;

    public DateTimeOffset Until { get; } = until;

    /// <summary>Customers read.</summary>
    public long Read { get; internal set; }

    /// <summary>Of them, those with a run, an open goal or a message under way, or waiting for a schedule or a segment.</summary>
    public long InFlight { get; internal set; }

    /// <summary>Of those, the ones for whom at least one message differs.</summary>
    public long Differ { get; private set; }

    /// <summary>Of those, the ones of whom a run ends by the publication or moves to the new version, whether a message differs or not.</summary>
    public long WithRunsThatChange { get; private set; }

    /// <summary>By journey or wave, in ordinal order.</summary>
    public IReadOnlyDictionary<string, JourneyDifference> Journeys => journeys;

    /// <summary>Messages over time on the side before.</summary>
    public Timeline SendsBefore { get; private set; } = new();

    /// <summary>Messages over time on the side after.</summary>
    public Timeline SendsAfter { get; private set; } = new();

    public long MessagesBefore { get; private set; }

    public long MessagesAfter { get; private set; }

    /// <summary>Why messages are missing on one side, most frequent first.</summary>
    public IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> Reasons => reasons.All;

    internal void Add(LivedOn lived)
    {
        Differ += lived.Differences.Count > 0 ? 1 : 0;
        WithRunsThatChange += lived.Runs.Any(run => run.Fate is RunFate.Ends or RunFate.Moves) ? 1 : 0;
        foreach (var (journey, count) in lived.Same)
        {
            Of(journey).Same += count;
        }

        foreach (var run in lived.Runs)
        {
            Of(run.Journey).Count(run);
        }

        foreach (var difference in lived.Differences)
        {
            Of(difference.Origin).Count(difference);
            reasons.Add(difference);
        }
    }

    internal void Finish(FindingsSink[] sides)
    {
        (SendsBefore, MessagesBefore) = (sides[0].Sends, sides[0].Messages);
        (SendsAfter, MessagesAfter) = (sides[1].Sends, sides[1].Messages);
    }

    private JourneyDifference Of(string journey)
    {
        if (!journeys.TryGetValue(journey, out var those))
        {
            journeys[journey] = those = new();
        }

        return those;
    }
}

/// <summary>How the messages and runs of one journey or wave would differ.</summary>
public sealed class JourneyDifference
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly long[] fates = new long[Enum.GetValues<RunFate>().Length];
    private readonly List<Difference> examples = [];
    private readonly List<RunOutcome> runs = [];

    /// <summary>The kinds of difference, as they are told: a moved message is earlier or later.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["earlier", "later", "lost", "gained", "changed"];

    /// <summary>Messages that are the same on both sides.</summary>
    public long Same { get; internal set; }

    /// <summary>The first of each kind.</summary>
    public IReadOnlyList<Difference> Examples => examples;

    /// <summary>The first runs of each fate but <see cref="RunFate.Same"/>.</summary>
    public IReadOnlyList<RunOutcome> Runs => runs;

    /// <summary>The fates that are told run by run, the gravest first.</summary>
    public static IReadOnlyList<RunFate> FatesTold { get; } = [RunFate.Ends, RunFate.Moves, RunFate.Stays];

    public static string KindOf(Difference difference) => difference.Kind switch
    {
        DifferenceKind.Moved => difference.After!.At < difference.Before!.At ? "earlier" : "later",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    public long Of(string kind) => counts.GetValueOrDefault(kind);

    /// <summary>What becomes of the runs under way.</summary>
    public long Of(RunFate fate) => fates[(int)fate];

    internal void Count(RunOutcome run)
    {
        if (++fates[(int)run.Fate] <= StateDiffFindings.ExamplesMax && run.Fate != RunFate.Same)
        {
            runs.Add(run);
        }
    }

    internal void Count(Difference difference)
    {
        var kind = KindOf(difference);
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        if (counts[kind] <= StateDiffFindings.ExamplesMax)
        {
            examples.Add(difference);
        }
    }
}
