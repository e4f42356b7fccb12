using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Findings;

/// <summary>How many of each offer were issued and redeemed, by the journey that issued them.</summary>
public sealed class OfferCounts
{
    private readonly SortedDictionary<(string Offer, string Origin), (long Issued, long Redeemed)> counts = [];

    /// <summary>In order of offer and journey.</summary>
    public IEnumerable<(string Offer, string Origin, long Issued, long Redeemed)> All =>
        counts.Select(pair => (pair.Key.Offer, pair.Key.Origin, pair.Value.Issued, pair.Value.Redeemed));

    public void Add(TranscriptLine line)
    {
        if (line is { Kind: LineKind.Issued or LineKind.Redeemed, Origin: { } origin, Subject: { } offer })
        {
            Add(offer, origin, line.Kind == LineKind.Issued ? 1 : 0, line.Kind == LineKind.Redeemed ? 1 : 0);
        }
    }

    public void Add(OfferCounts other)
    {
        foreach (var (offer, origin, issued, redeemed) in other.All)
        {
            Add(offer, origin, issued, redeemed);
        }
    }

    private void Add(string offer, string origin, long issued, long redeemed)
    {
        var (before, taken) = counts.GetValueOrDefault((offer, origin));
        counts[(offer, origin)] = (before + issued, taken + redeemed);
    }
}
