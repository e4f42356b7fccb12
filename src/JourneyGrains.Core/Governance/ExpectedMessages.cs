using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using NodaTime;

namespace JourneyGrains.Core.Governance;

/// <summary>A message that is known to come if nothing else happens.</summary>
/// <param name="At">When it is to be handed over.</param>
internal sealed record ExpectedMessage(Message Message, DateTimeOffset At);

/// <summary>
/// What is known to come: messages in the outbox, and the sends that a run reaches from the wait it is in, when that wait's time is over,
/// without another wait in between. Conditions are judged on the customer as known now, at the time they will be judged.
/// </summary>
internal static class ExpectedMessages
{
    /// <summary>Steps that are looked ahead in one run.</summary>
    private const int StepsMax = 50;

    /// <summary>Those of a higher priority than the message, in order of time; of one time the highest first.</summary>
    public static List<ExpectedMessage> Above(
        CustomerState customer, Message message, DateTimeOffset now, DateTimeZone zone, DefinitionSet definitions)
    {
        var known = new List<ExpectedMessage>();
        foreach (var waiting in customer.Outbox)
        {
            var at = waiting.RetryAt > now ? waiting.RetryAt.Value : now;
            if (waiting.Priority > message.Priority && waiting.Status != MessageStatus.HandingOver)
            {
                Add(known, customer, waiting, at, zone, definitions.Brand);
            }
        }

        foreach (var run in customer.Runs)
        {
            if (run.DueAt is { } due && definitions.JourneyOf(run) is { } journey && journey.Find(run.StepId) is WaitStep wait)
            {
                Follow(known, customer, message.Priority, (journey, run, wait.Timeout), due > now ? due : now, zone, definitions);
            }
        }

        return known.Count < 2 ? known : [.. known.OrderBy(expected => expected.At).ThenByDescending(expected => expected.Message.Priority)];
    }

    private static void Follow(
        List<ExpectedMessage> known,
        CustomerState customer,
        int above,
        (Journey Journey, Run Run, int Index) from,
        DateTimeOffset at,
        DateTimeZone zone,
        DefinitionSet definitions)
    {
        var (journey, run, index) = from;
        for (var taken = 0; index != Journey.End && taken < StepsMax; taken++)
        {
            var scope = new Scope(customer, at, run.Event, run, run.Matched);
            switch (journey.Steps[index])
            {
                case BranchStep branch:
                    index = branch.Arms.FirstOrDefault(arm => arm.When.Holds(scope))?.Target ?? branch.Else;
                    break;
                case SplitStep split:
                    run = SplitRules.After(split, run, customer.Id, out var chosen);
                    index = chosen.Target;
                    break;
                case SetStep set:
                    run = WithVariables(run, set, customer, at);
                    index = set.Next;
                    break;
                case RepeatStep repeat:
                    (run, index) = RepeatRules.Next(repeat, run, scope);
                    break;
                case SendStep send:
                    if (send.Terms.Priority > above && SendRules.Expected(customer, send, run, scope, definitions.Brand) is { } message)
                    {
                        Add(known, customer, message, at, zone, definitions.Brand);
                    }

                    index = send.Next;
                    break;
                case StartStep or AwardStep or OfferStep:
                    index = journey.Steps[index].Next;
                    break;
                default:
                    return;
            }
        }
    }

    private static Run WithVariables(Run run, SetStep set, CustomerState customer, DateTimeOffset at)
    {
        foreach (var assignment in set.Assignments.Where(assignment => !assignment.Attribute))
        {
            var value = assignment.To.Evaluate(new Scope(customer, at, run.Event, run, run.Matched));
            run = run with { Variables = value.IsNull ? run.Variables.Remove(assignment.Name) : run.Variables.SetItem(assignment.Name, value) };
        }

        return run;
    }

    /// <summary>Unless something stands against it as things are now, or it expires before it may go.</summary>
    private static void Add(
        List<ExpectedMessage> known, CustomerState customer, Message message, DateTimeOffset at, DateTimeZone zone, Brand brand)
    {
        if (QuietRules.RuleFor(message.Channel, message.Purpose, message.Tags ?? [], brand) is { } rule && QuietRules.EndAt(rule, at, zone) is { } end)
        {
            if (!rule.Waits)
            {
                return;
            }

            at = end;
        }

        if (at < message.ExpiresAt && ControlRules.Judge(customer.Id, message, brand) is null && ChannelRules.Obstacle(customer, message.Channel, message.Purpose, brand) is null)
        {
            known.Add(new(message, at));
        }
    }
}
