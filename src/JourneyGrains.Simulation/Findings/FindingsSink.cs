using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Findings;

/// <summary>Counts what a shard tells: sends over time, reasons, refusals. Its size does not depend on how much it is told.</summary>
internal sealed class FindingsSink : ISimulationSink
{
    private readonly SortedDictionary<string, long> refusals = new(StringComparer.Ordinal);

    public Timeline Sends { get; } = new();

    public Reasons Reasons { get; } = new();

    public OfferCounts Offers { get; } = new();

    /// <summary>Refused events by code.</summary>
    public IReadOnlyDictionary<string, long> Refusals => refusals;

    public long Messages { get; private set; }

    public static FindingsSink Sum(IEnumerable<FindingsSink> sinks)
    {
        var sum = new FindingsSink();
        foreach (var sink in sinks)
        {
            sum.Add(sink);
        }

        return sum;
    }

    public void Turned(string customerId, TranscriptEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            Reasons.Add(line);
            Offers.Add(line);
        }
    }

    public void HandedOver(SimulatedMessage message)
    {
        Messages++;
        Sends.Add(message.Message.Origin, message.HandedOverAt);
    }

    public void Refused(RefusedEvent refused) =>
        refusals[refused.Refusal.Code] = refusals.GetValueOrDefault(refused.Refusal.Code) + 1;

    public void Add(FindingsSink other)
    {
        Sends.Add(other.Sends);
        Reasons.Add(other.Reasons);
        Offers.Add(other.Offers);
        Messages += other.Messages;
        foreach (var (code, count) in other.refusals)
        {
            refusals[code] = refusals.GetValueOrDefault(code) + count;
        }
    }
}
