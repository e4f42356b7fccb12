using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Events;
using JourneyGrains.Faults.Tests.Providers;
using JourneyGrains.Faults.Tests.Schedules;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Faults.Tests.Checks;

/// <summary>What is known of a round when it is over and nothing is under way any more.</summary>
/// <param name="Published">The events the producer was told are durable, without those that must be refused.</param>
/// <param name="Commands">What stands for each command that was acknowledged as an input in its customer's transcript.</param>
/// <param name="Log">The system's log, as exported.</param>
/// <param name="Lives">Its customers with their journals, as exported.</param>
/// <param name="Again">Log and journal decided again by the simulator.</param>
/// <param name="Foreseen">The simulator's run of what was to be published; null where the clock was not the log's, the
/// definitions changed, or an attempt to hand over failed, which a recording does not know.</param>
/// <param name="Digest">As the running system tells it.</param>
internal sealed record Evidence(
    RoundPlan Plan,
    IReadOnlyList<CustomerEvent> Published,
    IReadOnlyList<string> Commands,
    IReadOnlyList<LoggedEvent> Log,
    IReadOnlyList<RecordedLife> Lives,
    LifeResult Again,
    SimulationResult? Foreseen,
    string Digest,
    SystemStatus Status,
    IReadOnlyList<Receipt> Receipts);
