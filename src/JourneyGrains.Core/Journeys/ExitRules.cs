using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Core.Journeys;

/// <summary>Ends runs in the turn of the event, wherever they are.</summary>
internal static class ExitRules
{
    public static void Take(TurnBuilder turn, Journey journey, CustomerEvent input)
    {
        foreach (var exit in journey.Exits)
        {
            if (exit.On != input.Type)
            {
                continue;
            }

            foreach (var run in turn.State.Runs)
            {
                if (!turn.Definitions.GoesBy(run, journey))
                {
                    continue;
                }

                if (exit.When?.Holds(turn.Scope(input, run)) ?? true)
                {
                    turn.Tell(LineKind.Exited, $"Ended by {input.Type} {input.Id}.", run);
                    RunTable.Withdraw(turn, run);
                    RunTable.Remove(turn, run);
                }
                else
                {
                    turn.Tell(LineKind.Step, $"Exit on {exit.On} looked at: {exit.When} does not hold.", run);
                }
            }

            WithdrawOfFinished(turn, journey, exit, input);
        }
    }

    /// <summary>A run may be at its end with a message still to be handed over: an exit takes that back just the same.</summary>
    private static void WithdrawOfFinished(TurnBuilder turn, Journey journey, ExitRule exit, CustomerEvent input)
    {
        foreach (var run in turn.State.Ended)
        {
            if (turn.Definitions.GoesBy(run, journey) && (exit.When?.Holds(turn.Scope(input, run)) ?? true))
            {
                RunTable.Withdraw(turn, run);
                Forget(turn, run);
            }
        }
    }

    private static void Forget(TurnBuilder turn, Run run) =>
        turn.Set.Ended = turn.State.Ended.RemoveAll(ended => ended.Id == run.Id);

    /// <summary>
    /// Whether an event already seen, that happened after the entering one, would have ended the run: events may arrive out of order, and
    /// a cart that was bought is not to be reminded of because its update came late.
    /// </summary>
    public static CustomerEvent? EndedBefore(TurnBuilder turn, Journey journey, Run run, CustomerEvent entering)
    {
        if (journey.Exits.IsEmpty)
        {
            return null;
        }

        foreach (var packed in turn.State.Recent.Since(entering.Time))
        {
            foreach (var exit in journey.Exits)
            {
                if (packed.IsOf(exit.On) && !packed.HasId(entering.Id) && packed.ToEvent(turn.State.Id) is var seen
                    && (exit.When?.Holds(turn.Scope(seen, run)) ?? true))
                {
                    return seen;
                }
            }
        }

        return null;
    }
}
