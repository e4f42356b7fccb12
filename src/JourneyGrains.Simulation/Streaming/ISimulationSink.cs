using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>
/// Gets what happens to the customers of one shard under one variant. Never called by two threads at once; a customer's calls come in the
/// order of their life, those of different customers in the same order whatever the number of threads.
/// </summary>
public interface ISimulationSink
{
    /// <summary>A turn that has something to tell.</summary>
    void Turned(string customerId, TranscriptEntry entry)
    {
    }

    /// <summary>A message that its channel would have got.</summary>
    void HandedOver(SimulatedMessage message)
    {
    }

    /// <summary>An event was refused.</summary>
    void Refused(RefusedEvent refused)
    {
    }

    /// <summary>The recording is at its end and so are the waits that were to end. Not called for customers of whom nothing was taken.</summary>
    void Ended(CustomerState state)
    {
    }
}
