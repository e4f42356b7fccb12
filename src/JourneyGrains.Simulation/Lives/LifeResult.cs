using System.Collections.Immutable;

namespace JourneyGrains.Simulation.Lives;

/// <summary>What lives lived again came to, held against where the system stood.</summary>
/// <param name="Simulated">As any simulation; its digest is the system's where nothing diverges.</param>
/// <param name="SystemDigest">The digest of the states that were exported.</param>
/// <param name="Diverging">Customers whose life came out otherwise, in order of their ids; none: every decision is explained.</param>
/// <param name="Waiting">Events of the log that no customer had taken at the export. Where the log was consumed to its end: lost ones.</param>
public sealed record LifeResult(
    SimulationResult Simulated, string SystemDigest, ImmutableArray<Divergence> Diverging, ImmutableArray<LoggedEvent> Waiting);

/// <summary>A life that came out otherwise than the system has it.</summary>
/// <param name="What">For people: where, and what is different.</param>
public sealed record Divergence(string CustomerId, string What);
