using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>Whether an event starts a run, and if not, why not.</summary>
internal static class EntryRules
{
    /// <param name="moved">Keys of runs that this event already moved: that they are under way needs no telling.</param>
    public static void Take(TurnBuilder turn, Journey journey, CustomerEvent input, IReadOnlySet<string> moved)
    {
        var entry = journey.Entry;
        if (entry.On != input.Type)
        {
            return;
        }

        var key = entry.Key?.Evaluate(turn.Scope(input)) ?? Value.Of("");
        if (key.IsNull)
        {
            turn.Tell(LineKind.NotEntered, $"Not entered: the key {entry.Key} is absent.", journey.Name);
            return;
        }

        if (key.ToString() is { Length: > CustomerLimits.KeyLengthMax } tooLong)
        {
            var text = $"Not entered: the key has {tooLong.Length} characters; {CustomerLimits.KeyLengthMax} are the most.";
            turn.Tell(LineKind.Limit, text, journey.Name);
            return;
        }

        var run = NewRun(turn, journey, key.ToString(), input);
        if (Refusal(turn, journey, run, input) is { } why)
        {
            if (!moved.Contains(run.Key))
            {
                turn.Tell(LineKind.NotEntered, $"Not entered: {why}.", run);
            }

            return;
        }

        if (turn.State.Runs.Length >= CustomerLimits.RunsMax)
        {
            turn.Tell(LineKind.Limit, $"Not entered: {CustomerLimits.RunsMax} runs are under way, which is the most.", run);
            return;
        }

        turn.Tell(LineKind.Entered, $"Entered by {input.Type} {input.Id}.", run);
        Remember(turn, journey, run);
        GoalRules.Open(turn, journey, run);
        StepRules.Forward(turn, journey, run, journey.Steps.IsEmpty ? Journey.End : 0);
    }

    private static Run NewRun(TurnBuilder turn, Journey journey, string key, CustomerEvent input) => new()
    {
        Id = StableHashing.Id(turn.State.Id, journey.Name, key, input.Id),
        Journey = journey.Name,
        Key = key,
        StartedAt = turn.Now,
        Event = input.Keep(journey.KeptProperties),
    };

    private static string? Refusal(TurnBuilder turn, Journey journey, Run run, CustomerEvent input)
    {
        if (turn.State.Runs.Any(known => known.Journey == run.Journey && known.Key == run.Key))
        {
            return "a run with this key is under way";
        }

        if (journey.Entry.When is { } condition && !condition.Holds(turn.Scope(input)))
        {
            return $"{condition} does not hold";
        }

        if (Again(turn, journey, run) is { } again)
        {
            return again;
        }

        return ExitRules.EndedBefore(turn, journey, run, input) is { } ended
            ? $"{ended.Type} {ended.Id}, which happened later and arrived before, has ended it already"
            : null;
    }

    private static string? Again(TurnBuilder turn, Journey journey, Run run)
    {
        var rule = journey.Entry.Again;
        var last = turn.State.Entered.LastOrDefault(entered => entered.Journey == journey.Name && entered.Key == run.Key);
        return (rule.Rule, last) switch
        {
            (ReentryRule.Always, _) or (_, null) => null,
            (ReentryRule.Never, _) => "entered before, and this journey is entered once only",
            _ when turn.Now - last.At < rule.After =>
                $"entered {Durations.FormatRoughly(turn.Now - last.At)} ago, and again only after {Durations.Format(rule.After)}",
            _ => null,
        };
    }

    private static void Remember(TurnBuilder turn, Journey journey, Run run)
    {
        if (journey.Entry.Again.Rule == ReentryRule.Always)
        {
            return;
        }

        var entered = turn.State.Entered
            .RemoveAll(known => known.Journey == run.Journey && known.Key == run.Key)
            .Add(new(run.Journey, run.Key, turn.Now));
        if (entered.Length > CustomerLimits.EnteredMax)
        {
            turn.Tell(LineKind.Limit, $"More than {CustomerLimits.EnteredMax} entries are remembered: the oldest is forgotten.", entered[0].Journey, entered[0].Key);
            entered = entered.RemoveAt(0);
        }

        turn.State = turn.State with { Entered = entered };
    }
}
