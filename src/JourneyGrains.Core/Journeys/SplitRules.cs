using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>Which arm of a split a run takes: by a stable hash, so that the same customer always takes the same, in every run.</summary>
internal static class SplitRules
{
    /// <summary>Takes the arm, keeps it on the run and on its open goal, and tells it.</summary>
    public static (Run Run, int Next) Take(TurnBuilder turn, SplitStep split, Run run)
    {
        var taken = After(split, run, turn.State.Id, out var arm);
        var percent = Value.Of(arm.Percent);
        if (ReferenceEquals(taken, run))
        {
            turn.Tell(LineKind.Step, $"Split {split.Id}: arm {arm.Name}, as before.", run);
            return (run, arm.Target);
        }

        turn.Tell(
            LineKind.Step,
            arm.Control
                ? $"Split {split.Id}: control arm {arm.Name} ({percent} %), to which nothing is sent from here on."
                : $"Split {split.Id}: arm {arm.Name} ({percent} %).",
            run);
        TrialRules.Take(turn, taken, taken.Arms!.Value[^1]);
        GoalRules.Refresh(turn, taken);
        return (taken, arm.Target);
    }

    /// <summary>The control arms of a run for a run that it starts, under a name that no split of that one's journey has; null: none.</summary>
    public static ImmutableArray<ArmTaken>? Inherited(Run run)
    {
        var controls = (run.Arms ?? []).Where(arm => arm.Control)
            .Select(arm => arm.Split.Contains('/', StringComparison.Ordinal) ? arm : arm with { Split = $"{run.Journey}/{arm.Split}" }).ToImmutableArray();
        return controls.IsEmpty ? null : controls;
    }

    /// <summary>The run with the arm it takes; the same run where it took it before.</summary>
    public static Run After(SplitStep split, Run run, string customerId, out SplitArm arm)
    {
        var known = run.Arms ?? [];
        if (known.FirstOrDefault(taken => taken.Split == split.Id) is { } before
            && split.Arms.FirstOrDefault(still => still.Name == before.Arm) is { } same)
        {
            arm = same;
            return run;
        }

        arm = split.Arms[ArmChoice.Of(split.Shares, "split", run.Journey, split.Id, customerId)];
        var taken = new ArmTaken(split.Id, arm.Name, arm.Control);
        return run with { Arms = [.. known.Where(other => other.Split != split.Id), taken] };
    }
}
