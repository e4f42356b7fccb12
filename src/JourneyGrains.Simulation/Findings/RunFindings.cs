using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Findings;

/// <summary>What a recording came to under one set of definitions, summed up.</summary>
/// <param name="Events">Events read, refused ones among them.</param>
/// <param name="Messages">Handed over.</param>
/// <param name="Sends">Messages handed over, by journey or wave.</param>
/// <param name="Refusals">Refused events by code.</param>
public sealed record RunFindings(
    long Events, long Messages, VariantOutcome Outcome, Timeline Sends, Reasons Reasons, IReadOnlyDictionary<string, long> Refusals)
{
    /// <summary>The journeys and waves that did anything, in ordinal order.</summary>
    public IEnumerable<string> Origins =>
        Outcome.Totals.Keys.Select(name => name[..name.LastIndexOf('/')]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Offers issued and redeemed.</summary>
    public OfferCounts Offers { get; private init; } = new();

    public long Refused => Refusals.Values.Sum();

    /// <summary>How many lines of a kind a journey or wave has.</summary>
    public long Total(string origin, Core.Customers.LineKind kind) => Outcome.Totals.GetValueOrDefault($"{origin}/{kind}");

    internal static RunFindings Of(long events, VariantOutcome outcome, IEnumerable<FindingsSink> shards)
    {
        var all = FindingsSink.Sum(shards);
        return new(events, all.Messages, outcome, all.Sends, all.Reasons, all.Refusals) { Offers = all.Offers };
    }
}
