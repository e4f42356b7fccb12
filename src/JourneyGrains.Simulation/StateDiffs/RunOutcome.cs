namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>What becomes of one run when the other definitions are published.</summary>
/// <param name="Version">That it goes by now; empty: it began before versions were kept.</param>
/// <param name="Step">The id of the step at which it is.</param>
/// <param name="StepAfter">That at which it is after the publication; null: it has ended.</param>
public sealed record RunOutcome(string CustomerId, string Journey, string Key, RunFate Fate, string Version, string Step, string? StepAfter);

/// <summary>What becomes of a run when the other definitions are published.</summary>
public enum RunFate
{
    /// <summary>Its version is the one in force.</summary>
    Same,

    /// <summary>It goes on by its own, older version.</summary>
    Stays,

    /// <summary>A mapping takes it over to the new version.</summary>
    Moves,

    /// <summary>It ends, or goes on to its end, in the turn of the publication.</summary>
    Ends,
}
