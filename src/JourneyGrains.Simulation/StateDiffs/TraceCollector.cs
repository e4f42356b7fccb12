using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>What one customer got on one side, and why not more.</summary>
internal sealed class TraceCollector : ISimulationSink
{
    private readonly RunTracking runs = new();

    /// <param name="state">Where the customer stands: their messages under way are of runs that may have ended.</param>
    public TraceCollector(CustomerState state) => runs.Begin(state);

    public CustomerTrace Trace { get; } = new();

    public void Turned(string customerId, TranscriptEntry entry) => Trace.Reasons.AddRange(runs.Follow(customerId, entry));

    public void HandedOver(SimulatedMessage message) => Trace.Messages.Add(new(
        message.Message.Id, message.Message.Origin, runs.HandedOver(message.Message.Id), message.Message.Template, message.Message.Channel,
        message.HandedOverAt.UtcTicks, message.Rendered is { } text ? StableHashing.Number(text.Subject, text.Text) : 0));
}
