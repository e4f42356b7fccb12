using JourneyGrains.Core.Events;

namespace JourneyGrains.Simulation.Recordings;

/// <summary>An event of a recording, readable but not yet checked.</summary>
/// <param name="Arrival">When it reached the log; where the recording does not say, the event's own time.</param>
/// <param name="Line">Its line in the file, from 1; of a generated recording its number.</param>
public readonly record struct RecordedEvent(CustomerEvent Event, DateTimeOffset Arrival, long Line);

/// <summary>A line that gives no event. The lines after it are read all the same (I7).</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">What is wrong, for people.</param>
/// <param name="Excerpt">
/// The beginning of the line, at most <see cref="ExcerptBytesMax"/> bytes. May hold personal data: not for logs.
/// </param>
/// <param name="File">The name of the file; null where there was only a stream.</param>
public sealed record BadLine(long Line, string Reason, byte[] Excerpt, string? File = null)
{
    /// <summary>Bytes kept of a bad line.</summary>
    public const int ExcerptBytesMax = 64 * 1024;

    public override string ToString() => $"{File ?? "line"}:{Line}: {Reason}";
}
