using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Experiments;

/// <summary>
/// Counts what becomes of customers in the arms they are in, in the turn in which it happens. Only where there is something to compare or to sum: in a
/// journey with a split or a valued goal, and where the control group is left out.
/// </summary>
internal static class TrialRules
{
    /// <summary>The arm of all who are not in the control group.</summary>
    public const string Everyone = "everyone";

    /// <summary>Counts a run that begins, in the journey as a whole; gives the run with that arm, or as it is where nothing is to be counted.</summary>
    public static Run Begin(TurnBuilder turn, Journey journey, Run run)
    {
        var covered = Covers(turn, journey);
        if (!covered && !journey.IsMeasured)
        {
            return run;
        }

        var arm = Whole(turn, covered);
        Enter(turn, journey.Name, arm);
        return run with { Arms = [arm, .. run.Arms ?? []] };
    }

    /// <summary>Counts the customer in the audience of a wave; gives the arm that its message is counted in, or null.</summary>
    public static ImmutableArray<ArmTaken>? Begin(TurnBuilder turn, string origin, string purpose)
    {
        if (!Covers(turn, purpose))
        {
            return null;
        }

        var arm = Whole(turn, covered: true);
        Enter(turn, origin, arm);
        return [arm];
    }

    /// <summary>Counts a run that has taken an arm.</summary>
    public static void Take(TurnBuilder turn, Run run, ArmTaken arm)
    {
        if (Counted(run.Arms).Contains(arm))
        {
            Enter(turn, run.Journey, arm);
        }
    }

    public static void HandedOver(TurnBuilder turn, Message message)
    {
        foreach (var arm in Counted(message.Arms))
        {
            if (Find(turn, message.Origin, arm) is { } trial)
            {
                Count(turn, trial, ResultName.HandedOver);
                Change(turn, trial, trial with { Messaged = true }, trial.Messaged ? null : ResultName.Messaged);
            }
        }
    }

    public static void HeldBack(TurnBuilder turn, Message message)
    {
        foreach (var arm in Counted(message.Arms))
        {
            if (Find(turn, message.Origin, arm) is { } trial)
            {
                Count(turn, trial, ResultName.HeldBack);
            }
        }
    }

    /// <param name="worth">Null: the goal is not valued.</param>
    /// <param name="to">What it is put down to; null: nothing, or a message of another run that the same event brought to its goal.</param>
    /// <param name="valued">The arms that have counted what this event is worth.</param>
    public static void Reached(TurnBuilder turn, Run run, decimal? worth, GoalMessage? to, HashSet<ArmTaken> valued)
    {
        if (to is not null)
        {
            var name = new ResultName(run.Journey, ResultName.Messages, $"{to.Template} by {to.Channel}", ResultName.Goals);
            turn.Count(name.ToString(), 1);
            Add(turn, name, ResultName.Value, GoalValues.InParts(worth ?? 0));
        }

        foreach (var arm in Counted(run.Arms))
        {
            if (Find(turn, run.Journey, arm) is { } trial)
            {
                Reached(turn, trial, valued.Add(arm) ? worth ?? 0 : 0);
            }
        }
    }

    private static void Reached(TurnBuilder turn, Trial trial, decimal worth)
    {
        Count(turn, trial, ResultName.Goals);
        var (before, more) = (GoalValues.InParts(trial.Value), GoalValues.InParts(worth));
        var name = new ResultName(trial.Origin, trial.Split, trial.Arm, "");
        Add(turn, name, ResultName.Value, more);

        // The square of what the customer is worth in all, in place of that before.
        Add(turn, name, ResultName.Squares, more * (more + (2 * before)));
        Change(turn, trial, trial with { Converted = true, Value = trial.Value + worth }, trial.Converted ? null : ResultName.Converted);
    }

    private static void Enter(TurnBuilder turn, string origin, ArmTaken arm)
    {
        var trial = Find(turn, origin, arm);
        if (trial is null)
        {
            trial = new(origin, arm.Split, arm.Arm);
            var trials = (turn.State.Trials ?? []).Add(trial);
            if (trials.Length > CustomerLimits.TrialsMax)
            {
                turn.Tell(LineKind.Limit, $"More than {CustomerLimits.TrialsMax} arms are remembered: the oldest is counted no further.", trials[0].Origin);
                trials = trials.RemoveAt(0);
            }

            turn.Set.Trials = trials;
            Count(turn, trial, ResultName.Entered);
        }

        Count(turn, trial, ResultName.Runs);
    }

    private static ArmTaken Whole(TurnBuilder turn, bool covered)
    {
        var kept = covered && turn.Definitions.Brand.Sending.Control!.Has(turn.State.Id);
        return new(ResultName.Whole, kept ? ControlGroup.Arm : Everyone);
    }

    private static bool Covers(TurnBuilder turn, Journey journey)
    {
        foreach (var purpose in journey.Purposes)
        {
            if (Covers(turn, purpose))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(TurnBuilder turn, string purpose) =>
        turn.Definitions.Brand.Sending.Control is { } control && control.Covers(purpose, turn.Definitions.Brand);

    /// <summary>
    /// Those up to the first that is not messaged: who gets nothing in any arm of a later split tells nothing of its arms.
    /// </summary>
    private static ImmutableArray<ArmTaken> Counted(ImmutableArray<ArmTaken>? arms)
    {
        var taken = arms ?? [];
        for (var at = 0; at < taken.Length - 1; at++)
        {
            if (taken[at].Control || taken[at] is { Split: ResultName.Whole, Arm: ControlGroup.Arm })
            {
                return taken[..(at + 1)];
            }
        }

        return taken;
    }

    private static Trial? Find(TurnBuilder turn, string origin, ArmTaken arm) => turn.State.Trials is { } trials
        ? trials.FirstOrDefault(trial => trial.Split == arm.Split && trial.Arm == arm.Arm && trial.Origin == origin)
        : null;

    private static void Change(TurnBuilder turn, Trial trial, Trial next, string? measure)
    {
        if (measure is not null)
        {
            Count(turn, trial, measure);
        }

        if (next != trial)
        {
            turn.Set.Trials = turn.State.Trials!.Value.Replace(trial, next);
        }
    }

    private static void Count(TurnBuilder turn, Trial trial, string measure) =>
        turn.Count(new ResultName(trial.Origin, trial.Split, trial.Arm, measure).ToString(), 1);

    private static void Add(TurnBuilder turn, ResultName name, string measure, BigInteger parts)
    {
        foreach (var (at, digit) in GoalValues.Digits(parts).Index())
        {
            if (digit != 0)
            {
                turn.Count((name with { Measure = measure + at.ToString(CultureInfo.InvariantCulture) }).ToString(), digit);
            }
        }
    }
}
