using JourneyGrains.Faults.Tests.Checks;
using JourneyGrains.Faults.Tests.Schedules;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>What a round came to.</summary>
/// <param name="Faults">What was done.</param>
/// <param name="Problem">What kept the round from its end, with what the silos printed; null: nothing.</param>
internal sealed record RoundOutcome(RoundPlan Plan, IReadOnlyList<FaultKind> Faults, Verdict Verdict, TimeSpan Took, string? Problem)
{
    public bool Holds => Problem is null && Verdict.Violations.Count == 0;

    public override string ToString() =>
        $"{Plan}\n{string.Join('\n', Verdict.Violations)}\n{Problem}\nThe same again: {RoundsCommand.SeedVariable}={Plan.Seed}";
}
