using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>Conversion windows: opened with a run, counted once, closed by time without a turn of their own.</summary>
internal static class GoalRules
{
    public static void Open(TurnBuilder turn, Journey journey, Run run)
    {
        if (journey.Goal is not { } goal)
        {
            return;
        }

        var open = turn.State.Goals.RemoveAll(known => known.Until < turn.Now).Add(new(journey.Name, run, turn.Now + goal.Within));
        if (open.Length > CustomerLimits.GoalsMax)
        {
            turn.Tell(LineKind.Limit, $"More than {CustomerLimits.GoalsMax} goals are open: the oldest is no longer looked at.", open[0].Run);
            open = open.RemoveAt(0);
        }

        turn.State = turn.State with { Goals = open };
    }

    /// <summary>Lets an open goal's condition see what the run has set since.</summary>
    public static void Refresh(TurnBuilder turn, Run run)
    {
        if (turn.State.Goals.FirstOrDefault(open => open.Run.Id == run.Id) is { } open)
        {
            var fresh = open with { Run = open.Run with { Variables = run.Variables } };
            turn.State = turn.State with { Goals = turn.State.Goals.Replace(open, fresh) };
        }
    }

    public static void Take(TurnBuilder turn, Journey journey, CustomerEvent input)
    {
        if (journey.Goal is not { } goal || goal.On != input.Type)
        {
            return;
        }

        foreach (var open in turn.State.Goals.Where(open => open.Journey == journey.Name).ToList())
        {
            if (open.Until < turn.Now)
            {
                turn.State = turn.State with { Goals = turn.State.Goals.Remove(open) };
                continue;
            }

            if (goal.When?.Holds(turn.Scope(input, open.Run)) ?? true)
            {
                turn.State = turn.State with { Goals = turn.State.Goals.Remove(open) };
                var after = Durations.FormatRoughly(turn.Now - open.Run.StartedAt);
                turn.Tell(LineKind.Goal, $"Goal reached by {input.Type} {input.Id}, {after} after the entry.", open.Run);
            }
        }
    }
}
