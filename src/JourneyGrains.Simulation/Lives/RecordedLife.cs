using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Simulation.Lives;

/// <summary>A customer of a running system as of one moment: where they stand, and all that came to them beside the event log.</summary>
/// <param name="Journal">In the order in which it was taken.</param>
public sealed record RecordedLife(CustomerState State, IReadOnlyList<RecordedInput> Journal);

/// <summary>A row of the journal.</summary>
/// <param name="At">The time at which it was taken.</param>
/// <param name="AfterOffset">The offset of the customer's last event before it; -1: none.</param>
public sealed record RecordedInput(DateTimeOffset At, long AfterOffset, JournaledInput Journaled);

/// <summary>An event of a log, checked when it was appended.</summary>
/// <param name="Offset">Its place in its partition.</param>
public sealed record LoggedEvent(CustomerEvent Event, DateTimeOffset Arrival, long Offset);
