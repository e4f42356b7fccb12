namespace JourneyGrains.Contracts.Operations;

/// <summary>A customer as of one moment: where they stand, and all that came to them beside the event log.</summary>
/// <param name="State">As stored, JSON in UTF-8.</param>
/// <param name="Journal">In the order in which they were taken.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.life")]
public sealed record LifeRecord([property: Id(0)] string CustomerId, [property: Id(1)] byte[] State, [property: Id(2)] JournalRecord[] Journal);

/// <summary>A customer's state as of one moment.</summary>
/// <param name="State">As stored.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.state")]
public sealed record StateRecord([property: Id(0)] string CustomerId, [property: Id(1)] byte[] State);

/// <summary>An input that is not in the event log: a command, an offer of a wave, a step of a delivery.</summary>
/// <param name="At">The time at which it was taken.</param>
/// <param name="AfterOffset">The offset of the customer's last event before it; -1: none.</param>
/// <param name="Input">As journaled (see CoreJson.ReadJournaled).</param>
[GenerateSerializer, Immutable, Alias("journeygrains.journal-row")]
public sealed record JournalRecord([property: Id(0)] DateTimeOffset At, [property: Id(1)] long AfterOffset, [property: Id(2)] string Input);
