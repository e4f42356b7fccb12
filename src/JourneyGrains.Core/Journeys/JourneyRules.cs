using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Journeys;

/// <summary>
/// What an event or a due time means to the journeys. For each journey that listens, in order of their names: exits first, then goals,
/// then waits, then entry, so that an event that ends a run does not move it as well.
/// </summary>
internal static class JourneyRules
{
    public static void Take(TurnBuilder turn, CustomerEvent input)
    {
        EndOrphans(turn);
        if (turn.State.Profile.TimeZone != turn.Before.Profile.TimeZone)
        {
            WaitRules.TakeZone(turn);
            HandOverRules.JudgeHeldAgain(turn);
        }

        Listen(turn, input);
    }

    /// <summary>Shows an event, or what the runtime itself tells, to the journeys that listen.</summary>
    public static void Listen(TurnBuilder turn, CustomerEvent input)
    {
        foreach (var journey in turn.Definitions.ListeningTo(input.Type))
        {
            EntryRules.Take(turn, journey, input, TakeRuns(turn, journey, input));
        }

        TakeStarts(turn);
    }

    /// <summary>What the event means to the runs of a journey, whichever version of it they go by.</summary>
    /// <returns>The keys of those that it moved.</returns>
    private static ImmutableArray<string> TakeRuns(TurnBuilder turn, Journey journey, CustomerEvent input)
    {
        var older = turn.Definitions.PastOf(journey.Name);
        ExitRules.Take(turn, journey, input);
        foreach (var past in older)
        {
            ExitRules.Take(turn, past, input);
        }

        GoalRules.Take(turn, journey, input);
        var moved = WaitRules.Take(turn, journey, input);
        foreach (var past in older)
        {
            moved = moved.AddRange(WaitRules.Take(turn, past, input));
        }

        return moved;
    }

    /// <summary>A run whose journey was taken from the definitions would wait for ever and count towards the limit.</summary>
    public static void EndOrphans(TurnBuilder turn)
    {
        foreach (var run in turn.State.Runs)
        {
            if (turn.Definitions.Journey(run.Journey) is null)
            {
                turn.Tell(LineKind.TakenOut, "Ended: the journey is no longer among the definitions.", run);
                RunTable.Remove(turn, run);
            }
        }
    }

    /// <summary>Moves on the runs whose wait is over, the longest over first.</summary>
    public static void TakeDue(TurnBuilder turn)
    {
        if (OnlyDue(turn) is { } only)
        {
            WaitRules.TimeOut(turn, only);
        }
        else
        {
            TakeAllDue(turn);
        }

        TakeStarts(turn);
    }

    private static void TakeAllDue(TurnBuilder turn)
    {
        var due = turn.State.Runs.Where(run => run.DueAt <= turn.Now).OrderBy(run => run.DueAt).Select(run => run.Id).ToList();
        foreach (var id in due)
        {
            // A run before this one may have ended it.
            if (turn.State.Runs.FirstOrDefault(run => run.Id == id) is { } run)
            {
                WaitRules.TimeOut(turn, run);
            }
        }
    }

    /// <summary>Begins what steps of this turn start, once its runs have come to rest.</summary>
    public static void TakeStarts(TurnBuilder turn)
    {
        if (turn.HasStarts)
        {
            StartRules.TakeAll(turn);
        }
    }

    /// <summary>The run that is due, as is usual one alone; null: none is, or several.</summary>
    private static Run? OnlyDue(TurnBuilder turn)
    {
        Run? only = null;
        foreach (var run in turn.State.Runs)
        {
            if (run.DueAt is not { } due || due > turn.Now)
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            only = run;
        }

        return only;
    }
}
