using System.Collections.Immutable;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Core.Journeys;

/// <summary>
/// Another edition of the definitions counts for the customer from this turn on. Runs stay with their version of the journey, or move where
/// the new one says so; runs of a journey that is gone end.
/// </summary>
internal static class EditionRules
{
    public static Turn Take(CustomerState state, DefinitionsInput input, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.Forgotten || state.Edition == input.Edition)
        {
            return Turn.Nothing(state);
        }

        var turn = TurnBuilder.Begin(state, definitions, $"definitions {input.Edition}", now, edition: input.Edition);
        JourneyRules.EndOrphans(turn);
        foreach (var run in turn.State.Runs)
        {
            Take(turn, definitions.Journey(run.Journey)!, run);
        }

        JourneyRules.TakeStarts(turn);
        if (turn.HasLines)
        {
            // What runs did where they were moved to. Whom nothing happened to is judged by new segments in a turn of their own.
            SegmentRules.Settle(turn);
        }

        LookAhead.Release(turn);
        return turn.HasLines ? turn.Finish() : turn.FinishSilently();
    }

    private static void Take(TurnBuilder turn, Journey journey, Run run)
    {
        if (run.Version == journey.Version)
        {
            return;
        }

        if (run.Version.Length == 0)
        {
            // It began before runs knew their version and went by what was in force: that is its version now.
            RunTable.Put(turn, run with { Version = journey.Version });
        }
        else if (journey.Migrations.FirstOrDefault(known => known.IsFor(run.Version)) is { } migration)
        {
            Migrate(turn, journey, run, migration);
        }
    }

    private static void Migrate(TurnBuilder turn, Journey journey, Run run, Migration migration)
    {
        var to = migration.Steps.GetValueOrDefault(run.StepId, run.StepId);
        if (to == Migration.Exit)
        {
            CallRules.Leave(turn, run);
            var how = $"Ended: version {journey.Version} takes runs of {run.Version} out at step '{run.StepId}'.";
            StepRules.End(turn, journey, run, how, LineKind.TakenOut);
            return;
        }

        var index = journey.IndexOf(to);
        if (index < 0)
        {
            turn.Tell(LineKind.Step, $"Stays with version {run.Version}: version {journey.Version} has no step '{to}'.", run);
            return;
        }

        turn.Tell(LineKind.Step, $"Moved from step '{run.StepId}' of version {run.Version} to step '{to}' of version {journey.Version}.", run);
        var moved = run with { Version = journey.Version, Rounds = Rounds(journey, run, to) };
        GoalRules.Move(turn, moved);
        if (to == run.StepId && journey.Steps[index] is CallStep)
        {
            // It goes on waiting for the answer to what it has asked.
            RunTable.Put(turn, moved);
            return;
        }

        CallRules.Leave(turn, run);
        if (journey.Steps[index] is WaitStep wait)
        {
            WaitRules.Move(turn, journey, wait, moved);
        }
        else
        {
            StepRules.Forward(turn, journey, moved, index);
        }
    }

    /// <summary>A run that waits where it waited is in the round it was in; one that goes elsewhere begins its loops anew.</summary>
    private static ImmutableArray<Round>? Rounds(Journey journey, Run run, string to) =>
        to == run.StepId && run.Rounds is { } rounds && rounds.All(round => journey.Find(round.StepId) is RepeatStep) ? rounds : null;
}
