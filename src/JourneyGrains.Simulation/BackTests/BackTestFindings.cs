using JourneyGrains.Core;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>What a back-test found, in sum.</summary>
public sealed class BackTestFindings(RunFindings before, RunFindings after, DefinitionSet definitionsBefore, DefinitionSet definitionsAfter)
{
    private readonly SortedDictionary<string, OriginDifference> origins = new(StringComparer.Ordinal);
    private readonly DifferenceReasons reasons = new(definitionsBefore, definitionsAfter);

    public RunFindings Before { get; } = before;

    public RunFindings After { get; } = after;

    /// <summary>What is given away before, by offer and journey.</summary>
    public IReadOnlyList<OfferFindings> OffersBefore { get; } = OfferFindings.Of(before, definitionsBefore);

    /// <summary>What is given away after.</summary>
    public IReadOnlyList<OfferFindings> OffersAfter { get; } = OfferFindings.Of(after, definitionsAfter);

    /// <summary>Customers for whom at least one message differs.</summary>
    public long CustomersWhoDiffer { get; private set; }

    /// <summary>By journey or wave, in ordinal order.</summary>
    public IReadOnlyDictionary<string, OriginDifference> Origins => origins;

    /// <summary>Why messages are missing on one side, most frequent first.</summary>
    public IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> Reasons => reasons.All;

    public long Total(DifferenceKind kind) => origins.Values.Sum(one => one.Of(kind));

    internal void Add(IReadOnlyList<Difference> differences, IReadOnlyDictionary<string, long> same)
    {
        CustomersWhoDiffer += differences.Count > 0 ? 1 : 0;
        foreach (var (origin, count) in same)
        {
            Of(origin).Same += count;
        }

        foreach (var difference in differences)
        {
            Of(difference.Origin).Count(difference.Kind);
            reasons.Add(difference);
        }
    }

    private OriginDifference Of(string origin)
    {
        if (!origins.TryGetValue(origin, out var those))
        {
            origins[origin] = those = new();
        }

        return those;
    }
}

/// <summary>How the messages of one journey or wave differ.</summary>
public sealed class OriginDifference
{
    private readonly long[] counts = new long[Enum.GetValues<DifferenceKind>().Length];

    /// <summary>Messages that are the same on both sides: template, channel, wording, moment.</summary>
    public long Same { get; internal set; }

    public long Of(DifferenceKind kind) => counts[(int)kind];

    internal void Count(DifferenceKind kind) => counts[(int)kind]++;
}
