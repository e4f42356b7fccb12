using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>What one customer got on one side, and why not more.</summary>
internal sealed class TraceCollector : ISimulationSink
{
    // The keys of messages decided and not yet handed over.
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);

    /// <param name="state">Where the customer stands: their messages under way are of runs that may have ended.</param>
    public TraceCollector(CustomerState state)
    {
        var runs = state.Runs.Concat(state.Ended).Concat(state.Goals.Select(open => open.Run)).DistinctBy(run => run.Id)
            .ToDictionary(run => run.Id, run => run.Key, StringComparer.Ordinal);
        foreach (var message in state.Outbox)
        {
            keys[message.Id] = runs.GetValueOrDefault(message.RunId, "");
        }
    }

    public CustomerTrace Trace { get; } = new();

    public void Turned(string customerId, TranscriptEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            if (line is { Kind: LineKind.Sent, Subject: not null })
            {
                keys[line.Subject] = line.Key ?? "";
            }
            else if (line.Origin is not null && (Reasons.Tells(line) || line.Kind is LineKind.Exited or LineKind.Finished or LineKind.TakenOut))
            {
                Trace.Reasons.Add(new(line.Origin, line.Key ?? KeyOf(line), line.Text, line.Kind is LineKind.Finished or LineKind.TakenOut));
            }
        }
    }

    public void HandedOver(SimulatedMessage message) => Trace.Messages.Add(new(
        message.Message.Origin, keys.GetValueOrDefault(message.Message.Id, ""), message.Message.Template, message.Message.Channel,
        message.HandedOverAt.UtcTicks, message.Rendered is { } text ? StableHashing.Number(text.Subject, text.Text) : 0));

    private string KeyOf(TranscriptLine line) => line.Subject is null ? "" : keys.GetValueOrDefault(line.Subject, "");
}
