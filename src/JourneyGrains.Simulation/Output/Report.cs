using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Output;

/// <summary>A simulation with what went into it: what the program tells.</summary>
/// <param name="Refused">In order of their lines; of very many, the first of each shard.</param>
internal sealed record Report(RunFindings Findings, IReadOnlyList<RefusedEvent> Refused, IReadOnlyList<BadLine> Bad);
