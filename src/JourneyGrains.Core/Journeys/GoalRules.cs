using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Messaging;
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

        turn.Set.Goals = open;
    }

    /// <summary>Lets an open goal know what the run has set and which arms it has taken since.</summary>
    public static void Refresh(TurnBuilder turn, Run run)
    {
        if (turn.State.Goals.FirstOrDefault(open => open.Run.Id == run.Id) is { } open)
        {
            var fresh = open with { Run = open.Run with { Variables = run.Variables, Arms = run.Arms } };
            turn.Set.Goals = turn.State.Goals.Replace(open, fresh);
        }
    }

    /// <summary>Remembers a message that was handed over with the open goal of its run: the goal may be put down to it.</summary>
    public static void Remember(TurnBuilder turn, Message message)
    {
        foreach (var open in turn.State.Goals)
        {
            if (open.Run.Id != message.RunId)
            {
                continue;
            }

            var messages = (open.Messages ?? []).Add(new(message.Id, message.Template, message.Channel, turn.Now));
            messages = messages.Length > CustomerLimits.GoalMessagesMax ? messages.RemoveAt(0) : messages;
            turn.Set.Goals = turn.State.Goals.Replace(open, open with { Messages = messages });
            return;
        }
    }

    /// <summary>The run goes by another version: so does its goal, within the time it had.</summary>
    public static void Move(TurnBuilder turn, Run run)
    {
        if (turn.State.Goals.FirstOrDefault(open => open.Run.Id == run.Id) is { } open)
        {
            var moved = open with { Run = open.Run with { Version = run.Version } };
            turn.Set.Goals = turn.State.Goals.Replace(open, moved);
        }
    }

    /// <summary>What the event means to the open goals of a journey, each by the version of its run.</summary>
    public static void Take(TurnBuilder turn, Journey journey, CustomerEvent input)
    {
        List<ReachedGoal>? reached = null;
        foreach (var open in turn.State.Goals)
        {
            if (open.Journey != journey.Name || turn.Definitions.VersionOf(journey, open.Run).Goal is not { } goal || goal.On != input.Type)
            {
                continue;
            }

            if (open.Until < turn.Now)
            {
                turn.Set.Goals = turn.State.Goals.Remove(open);
                continue;
            }

            if (goal.When?.Holds(turn.Scope(input, open.Run)) ?? true)
            {
                turn.Set.Goals = turn.State.Goals.Remove(open);
                (reached ??= []).Add(new(open, goal, Attribution.Of(goal, open, turn.Happened(input))));
            }
        }

        if (reached is not null)
        {
            Reach(turn, reached, input);
        }
    }

    /// <summary>One event may bring several runs to their goal: what it is worth counts once, for the newest of their messages.</summary>
    private static void Reach(TurnBuilder turn, List<ReachedGoal> reached, CustomerEvent input)
    {
        var newest = reached.MaxBy(one => one.To.Message?.At ?? DateTimeOffset.MinValue).To.Message;
        var valued = new HashSet<ArmTaken>();
        foreach (var (open, goal, to) in reached)
        {
            var (value, not) = Worth(turn, goal, open, input);
            var once = open != reached[0].Open && value is not null ? ", which counts once" : "";
            var credited = to.Message is null || ReferenceEquals(to.Message, newest);
            var instead = credited ? "" : "; a later message of another run counts instead";
            turn.Tell(
                LineKind.Goal,
                $"Goal reached by {input.Type} {input.Id}, {Durations.FormatRoughly(turn.Now - open.Run.StartedAt)} after the entry{Told(turn, value, not)}{once}; {to.Told}{instead}.",
                open.Run,
                to.Message?.Id);
            TrialRules.Reached(turn, open.Run, value, credited ? to.Message : null, valued);
        }
    }

    /// <summary>What the goal is worth; null where it is not valued, or, with why, cannot be.</summary>
    private static (decimal? Value, string? Not) Worth(TurnBuilder turn, Goal goal, OpenGoal open, CustomerEvent input)
    {
        if (goal.Value is not { } expression)
        {
            return (null, null);
        }

        var value = expression.Evaluate(turn.Scope(input, open.Run));
        if (value.Kind != ValueKind.Number)
        {
            return (null, $"{expression} is {(value.IsNull ? "absent" : "no number")}");
        }

        return Math.Abs(value.AsNumber()) > GoalValues.Most
            ? (null, $"{expression} is beyond {Value.Of(GoalValues.Most)}")
            : (GoalValues.Round(value.AsNumber()), null);
    }

    private static string Told(TurnBuilder turn, decimal? value, string? not) => value is { } worth
        ? $", worth {Value.Of(worth)} {turn.Definitions.Brand.Currency}"
        : not is null ? "" : $", of no value: {not}";

    private readonly record struct ReachedGoal(OpenGoal Open, Goal Goal, Attribution To);
}
