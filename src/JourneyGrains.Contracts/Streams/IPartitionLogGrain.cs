namespace JourneyGrains.Contracts.Streams;

/// <summary>
/// Appends to the event log of one partition (the key). Producers do not call it themselves: publishing to the partition's stream ends
/// here. When a call returns, what it appended is durable.
/// </summary>
[Alias("journeygrains.partition-log")]
public interface IPartitionLogGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Checks each event, appends the good ones in their order, and puts each refused one into the dead letters. A call that a silo took along
    /// when it died is answered by nobody: so it ends after 10 s and not, as others, after 30; a publisher then sends again.
    /// </summary>
    /// <exception cref="LogTimeException">Recorded arrivals were given, but the store's time does not follow its log.</exception>
    /// <exception cref="TimeoutException">No answer within 10 s; whether the events are in the log is not known.</exception>
    [Alias("append"), ResponseTimeout("00:00:10")]
    Task<AppendReceipt> Append(AppendRequest request);
}

/// <summary>Events for one partition.</summary>
/// <param name="Producer">Names the producer whose sequence numbers the events carry; null: they carry none.</param>
/// <param name="Watermark">
/// For a store whose time follows the log: no event will arrive before this moment any more, so waits due before it may end.
/// </param>
[GenerateSerializer, Immutable, Alias("journeygrains.append")]
public sealed record AppendRequest(
    [property: Id(0)] EventRecord[] Events,
    [property: Id(1)] string? Producer = null,
    [property: Id(2)] DateTimeOffset? Watermark = null);

/// <summary>What became of the events.</summary>
/// <param name="Repeated">Not appended because the log had them from this producer.</param>
/// <param name="Refused">Refused ones, by id, with their reason; they are in the dead letters.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.append-receipt")]
public sealed record AppendReceipt([property: Id(0)] int Appended, [property: Id(1)] int Repeated, [property: Id(2)] RefusedEvent[] Refused);

/// <summary>A refused event.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.refused-event")]
public sealed record RefusedEvent([property: Id(0)] string Id, [property: Id(1)] string Code, [property: Id(2)] string Reason);

/// <summary>Recorded arrival times were given to a store that keeps its own time, or the reverse. The message says what to do.</summary>
[GenerateSerializer, Alias("journeygrains.log-time-exception")]
public sealed class LogTimeException(string message) : Exception(message);
