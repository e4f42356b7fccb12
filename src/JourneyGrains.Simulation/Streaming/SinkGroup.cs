using System.Collections.Immutable;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>Tells several sinks the same, in their order.</summary>
internal sealed class SinkGroup(params ImmutableArray<ISimulationSink> sinks) : ISimulationSink
{
    public void Turned(string customerId, TranscriptEntry entry)
    {
        foreach (var sink in sinks)
        {
            sink.Turned(customerId, entry);
        }
    }

    public void HandedOver(SimulatedMessage message)
    {
        foreach (var sink in sinks)
        {
            sink.HandedOver(message);
        }
    }

    public void Refused(RefusedEvent refused)
    {
        foreach (var sink in sinks)
        {
            sink.Refused(refused);
        }
    }

    public void Ended(CustomerState state)
    {
        foreach (var sink in sinks)
        {
            sink.Ended(state);
        }
    }
}
