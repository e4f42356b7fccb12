using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Output;

/// <summary>A simulation with what went into it: what the program tells.</summary>
/// <param name="Events">Events read, refused ones among them.</param>
internal sealed record Report(SimulationResult Result, long Events, IReadOnlyList<BadLine> Bad);
