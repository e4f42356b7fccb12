using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>What ends a wait, starts it anew, or begins it.</summary>
internal static class WaitRules
{
    /// <summary>Shows the event to the journey's waiting runs.</summary>
    /// <returns>The keys of the runs that it moved or whose wait it started anew.</returns>
    public static ImmutableArray<string> Take(TurnBuilder turn, Journey journey, CustomerEvent input)
    {
        ImmutableArray<string> moved = [];
        foreach (var run in turn.State.Runs)
        {
            // One that waits for the answer of a call is moved by that alone.
            if (!turn.Definitions.GoesBy(run, journey) || journey.Find(run.StepId) is CallStep || Step(turn, journey, run) is not { } wait)
            {
                continue;
            }

            if (Matching(turn, wait, run, input) is { } arm)
            {
                turn.Tell(LineKind.Step, $"The wait ended with {input.Type} {input.Id}.", run);
                StepRules.Forward(turn, journey, run with { Matched = input.Keep(journey.MatchedProperties) }, arm.Target);
                moved = moved.Add(run.Key);
            }
            else if (Restarts(turn, wait, run, input))
            {
                Restart(turn, journey, wait, run, input);
                moved = moved.Add(run.Key);
            }
        }

        return moved;
    }

    /// <summary>The time of the run's wait is over.</summary>
    public static void TimeOut(TurnBuilder turn, Run run)
    {
        if (turn.Definitions.JourneyOf(run) is not { } journey)
        {
            turn.Tell(LineKind.TakenOut, "Ended: the journey is no longer among the definitions.", run);
            RunTable.Remove(turn, run);
            return;
        }

        if (journey.Find(run.StepId) is CallStep call)
        {
            CallRules.TimeOut(turn, journey, call, run);
        }
        else if (Step(turn, journey, run) is { } wait)
        {
            turn.Tell(LineKind.Step, $"The wait of {Durations.Format(turn.Now - run.WaitingSince)} is over.", run);
            StepRules.Forward(turn, journey, run, wait.Timeout);
        }
    }

    /// <summary>Begins the wait, or gives the index to go on at where there is nothing to wait for.</summary>
    public static int? Begin(TurnBuilder turn, WaitStep wait, Run run)
    {
        var due = DueAt(turn, wait, run, turn.Now);
        if (due is null && wait.Arms.IsEmpty)
        {
            turn.Tell(LineKind.Step, $"No wait: {wait.Local?.ToString() ?? (wait.Until ?? wait.For)?.Source} is absent.", run);
            return wait.Timeout;
        }

        if (due <= turn.Now)
        {
            turn.Tell(LineKind.Step, $"No wait: {(wait.Local is WithinLocalWindow { Window: var hours } ? $"it is within {hours}" : $"{Said(turn, wait, due.Value)} has passed")}.", run);
            return wait.Timeout;
        }

        RunTable.Put(turn, run with { StepId = wait.Id, WaitingSince = turn.Now, DueAt = due });
        TellWait(turn, wait, due, run);
        return null;
    }

    /// <summary>The run waits at another version's wait now, since when it waited before; what is over by that is due at once.</summary>
    public static void Move(TurnBuilder turn, Journey journey, WaitStep wait, Run run)
    {
        var due = DueAt(turn, wait, run, run.WaitingSince);
        if (due is null && wait.Arms.IsEmpty)
        {
            turn.Tell(LineKind.Step, $"No wait: {wait.Local?.ToString() ?? (wait.Until ?? wait.For)?.Source} is absent.", run);
            StepRules.Forward(turn, journey, run, wait.Timeout);
            return;
        }

        due = due < turn.Now ? turn.Now : due;
        RunTable.Put(turn, run with { StepId = wait.Id, DueAt = due });
        TellWait(turn, wait, due, run);
    }

    private static void TellWait(TurnBuilder turn, WaitStep wait, DateTimeOffset? due, Run run) =>
        turn.Tell(LineKind.Step, $"Waits {(due is { } moment ? $"until {Said(turn, wait, moment)}" : "for an event")}.", run);

    private static WaitStep? Step(TurnBuilder turn, Journey journey, Run run)
    {
        if (journey.Find(run.StepId) is WaitStep wait)
        {
            return wait;
        }

        turn.Tell(LineKind.TakenOut, $"Ended: the journey has no wait '{run.StepId}' any more.", run);
        RunTable.Remove(turn, run);
        return null;
    }

    private static WaitArm? Matching(TurnBuilder turn, WaitStep wait, Run run, CustomerEvent input)
    {
        foreach (var arm in wait.Arms)
        {
            if (arm.On == input.Type && (arm.When?.Holds(turn.Scope(input, run)) ?? true))
            {
                return arm;
            }
        }

        return null;
    }

    private static bool Restarts(TurnBuilder turn, WaitStep wait, Run run, CustomerEvent input)
    {
        if (wait.Restart is not { } restart || restart.On != input.Type)
        {
            return false;
        }

        var scope = turn.Scope(input, run);
        return (restart.Key is null || restart.Key.Evaluate(scope).ToString() == run.Key) && (restart.When?.Holds(scope) ?? true);
    }

    /// <summary>A late, older event does not take the place of a newer one; it still shows that the customer is about.</summary>
    private static void Restart(TurnBuilder turn, Journey journey, WaitStep wait, Run run, CustomerEvent input)
    {
        var renews = input.Type == journey.Entry.On && input.Time >= run.Event.Time;
        var renewed = renews ? run with { Event = input.Keep(journey.KeptProperties) } : run;
        var due = DueAt(turn, wait, renewed, turn.Now);
        if (due is null ? wait.Arms.IsEmpty : due <= turn.Now)
        {
            turn.Tell(LineKind.Step, $"{input.Type} {input.Id} leaves nothing to wait for.", run);
            StepRules.Forward(turn, journey, renewed, wait.Timeout);
            return;
        }

        RunTable.Put(turn, renewed with { WaitingSince = turn.Now, DueAt = due });
        turn.Tell(LineKind.Step, $"{input.Type} {input.Id} starts the wait anew{(due is { } moment ? $": until {Said(turn, wait, moment)}" : "")}.", run);
    }

    /// <summary>
    /// The customer's zone has changed: what waits by the customer's clock waits by the new one from now on. What is over by that is due now.
    /// </summary>
    public static void TakeZone(TurnBuilder turn)
    {
        foreach (var run in turn.State.Runs)
        {
            if (run.DueAt is not null && turn.Definitions.JourneyOf(run)?.Find(run.StepId) is WaitStep { Local: not null } wait)
            {
                var due = DueAt(turn, wait, run, turn.Now) is { } moment && moment > turn.Now ? moment : turn.Now;
                RunTable.Put(turn, run with { DueAt = due });
                turn.Tell(LineKind.Step, $"Waits in the new time zone until {Said(turn, wait, due)}.", run);
            }
        }
    }

    /// <summary>A moment and, where the wait goes by it, what the customer's clock shows then.</summary>
    private static string Said(TurnBuilder turn, WaitStep wait, DateTimeOffset moment) => wait.Local is null
        ? Moments.Format(moment)
        : $"{Moments.Format(moment)} ({LocalMoments.Format(moment, Zones.Of(turn.State, turn.Definitions.Brand))})";

    private static DateTimeOffset? DueAt(TurnBuilder turn, WaitStep wait, Run run, DateTimeOffset since)
    {
        var scope = turn.StepScope(run);
        var length = wait.For?.Evaluate(scope) ?? Value.Null;
        var until = wait.Until?.Evaluate(scope) ?? Value.Null;
        var latest = since + WaitBounds.Longest;
        var due = wait.Local is { } local ? local.DueAt(since, Zones.Of(turn.State, turn.Definitions.Brand), scope)
            : until.Kind == ValueKind.Time ? until.AsTime()
            : (DateTimeOffset?)null;
        if (length.Kind == ValueKind.Duration)
        {
            var end = since + WaitBounds.Bounded(length.AsDuration());
            due = due < end ? due : end;
        }

        return due > latest ? latest : due is { } moment ? Moments.ToMicroseconds(moment) : null;
    }
}
