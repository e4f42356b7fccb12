using System.Collections.Immutable;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>Takes a run from step to step until it waits or ends.</summary>
internal static class StepRules
{
    /// <summary>Characters of a text of the author's own that are told.</summary>
    private const int TextToldMax = 100;

    /// <param name="index">Where to go on.</param>
    public static void Forward(TurnBuilder turn, Journey journey, Run run, int index)
    {
        run = run.DueAt is null ? run : run with { DueAt = null };
        for (var taken = 0; index != Journey.End; taken++)
        {
            if (taken == CustomerLimits.StepsPerTurnMax)
            {
                turn.Tell(LineKind.Limit, $"Ended: {CustomerLimits.StepsPerTurnMax} steps in one turn, which is the most.", run);
                break;
            }

            var step = journey.Steps[index];
            switch (step)
            {
                case WaitStep wait when WaitRules.Begin(turn, wait, run) is { } next: index = next; break;
                case WaitStep: return;
                case BranchStep branch: index = Branch(turn, branch, run); break;
                case SplitStep split: (run, index) = SplitRules.Take(turn, split, run); break;
                case SendStep send: SendRules.Decide(turn, send, run); index = step.Next; break;
                case SetStep set: run = Assign(turn, set.Assignments, run, turn.StepScope(run)); index = step.Next; break;
                case StartStep start: StartRules.Ask(turn, start, run); index = step.Next; break;
                case AwardStep award: Award(turn, award, run); index = step.Next; break;
                case OfferStep offer: run = OfferRules.Issue(turn, offer, run); GoalRules.Refresh(turn, run); index = step.Next; break;
                case CallStep call when CallRules.Begin(turn, call, run) is { } next: index = next; break;
                case CallStep: return;
                case RepeatStep repeat: (run, index) = RepeatRules.Take(turn, repeat, run); break;
                case ExitStep exit: End(turn, journey, run, exit.Reason is null ? "Ended by its step." : $"Ended: {exit.Reason}."); return;
                default: throw new InvalidOperationException($"A step of the kind {step.GetType().Name} is not known.");
            }
        }

        End(turn, journey, run, "Came to its end.");
    }

    private static int Branch(TurnBuilder turn, BranchStep branch, Run run)
    {
        foreach (var arm in branch.Arms)
        {
            if (arm.When.Holds(turn.StepScope(run)))
            {
                turn.Tell(LineKind.Step, $"Branch: {arm.When} holds.", run);
                return arm.Target;
            }

            turn.Tell(LineKind.Step, $"Branch: {arm.When} does not hold.", run);
        }

        return branch.Else;
    }

    private static void Award(TurnBuilder turn, AwardStep award, Run run)
    {
        var points = award.Points.Evaluate(turn.StepScope(run));
        if (points.Kind == ValueKind.Number)
        {
            PointRules.Award(turn, points.AsNumber(), LedgerEntry.Award, award.Reason ?? run.Journey, run.Journey, run.Key);
        }
        else
        {
            turn.Tell(LineKind.Points, $"No points: {award.Points} is {(points.IsNull ? "absent" : $"no Number but {points.Kind}")}.", run);
        }
    }

    /// <summary>Sets variables and attributes, each seeing those before it.</summary>
    /// <param name="scope">What the expressions look at; the run in it is renewed.</param>
    public static Run Assign(TurnBuilder turn, ImmutableArray<Assignment> assignments, Run run, Scope scope)
    {
        foreach (var assignment in assignments)
        {
            var value = assignment.To.Evaluate(scope with { Customer = turn.State, Run = run });
            if (!ValueSize.IsWithin(value, CustomerLimits.VariableSizeMax))
            {
                var name = $"{(assignment.Attribute ? "customer.attributes" : "run")}.{assignment.Name}";
                turn.Tell(LineKind.Limit, $"{name} not set: its value is larger than {CustomerLimits.VariableSizeMax} characters.", run);
            }
            else if (assignment.Attribute)
            {
                var profile = turn.State.Profile;
                var attributes = ProfileRules.SetAttribute(turn, profile.Attributes, assignment.Name, value);
                turn.Set.Profile = profile with { Attributes = attributes };
                if (value.IsNull || (attributes.TryGetValue(assignment.Name, out var kept) && kept == value))
                {
                    turn.Tell(LineKind.Step, $"Set customer.attributes.{assignment.Name} to {Told(assignment.To, value)}.", run);
                }
            }
            else
            {
                run = run with { Variables = value.IsNull ? run.Variables.Remove(assignment.Name) : run.Variables.SetItem(assignment.Name, value) };
                turn.Tell(LineKind.Step, $"Set run.{assignment.Name} to {Told(assignment.To, value)}.", run);
            }
        }

        GoalRules.Refresh(turn, run);
        return run;
    }

    /// <summary>The value, as far as it says nothing of who the customer is: of a text that was read from somewhere only its length.</summary>
    private static string Told(Expression to, Value value) => value.Kind switch
    {
        ValueKind.Null => "nothing",
        ValueKind.Text when to.Constant is not null && value.AsText().Length <= TextToldMax => $"'{value}'",
        ValueKind.Text => $"a text of {value.AsText().Length} characters",
        ValueKind.List => $"a list of {value.AsList().Length}",
        ValueKind.Map => $"an object of {value.AsMap().Count} fields",
        _ => value.ToString(),
    };

    public static void End(TurnBuilder turn, Journey journey, Run run, string how, LineKind kind = LineKind.Finished)
    {
        turn.Tell(kind, how, run);
        RunTable.Remove(turn, run);
        if (!journey.Exits.IsEmpty && turn.State.Outbox.Any(message => message.RunId == run.Id))
        {
            // Exits hold until the last message is handed over.
            turn.Set.Ended = turn.State.Ended.Add(run);
        }
    }
}
