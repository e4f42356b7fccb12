namespace JourneyGrains.Core.Experiments;

/// <summary>That a run took an arm of a split.</summary>
/// <param name="Split">The id of the step; empty: the journey as a whole; with its journey before it where the run was started by one that took it.</param>
/// <param name="Arm">The arm's name.</param>
/// <param name="Control">The run is never messaged from then on.</param>
public sealed record ArmTaken(string Split, string Arm, bool Control = false);
