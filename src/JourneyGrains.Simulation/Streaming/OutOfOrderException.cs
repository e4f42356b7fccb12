namespace JourneyGrains.Simulation.Streaming;

/// <summary>Two events of one customer do not come in the order of their arrivals.</summary>
public sealed class OutOfOrderException(long line)
    : Exception($"Line {line} arrived before an event of the same customer further up; sort the recording by arrival.")
{
    /// <summary>The line of the event that comes too late in the recording.</summary>
    public long Line { get; } = line;
}
