using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>Whether an event starts a run, and if not, why not.</summary>
internal static class EntryRules
{
    /// <param name="moved">Keys of runs that this event already moved: that they are under way needs no telling.</param>
    public static void Take(TurnBuilder turn, Journey journey, CustomerEvent input, ImmutableArray<string> moved)
    {
        var entry = journey.Entry;
        if (entry.On != input.Type || (entry.Segment is { } segment && input["segment"] != Value.Of(segment)))
        {
            return;
        }

        Enter(turn, journey, new(input) { Moved = moved });
    }

    /// <summary>Begins a run unless something stands against it, which is told. That it began none of a key that it moved goes without saying.</summary>
    public static void Enter(TurnBuilder turn, Journey journey, in EntryCause cause)
    {
        if (Begin(turn, journey, cause) is { } not && !(not is { Kind: LineKind.NotEntered, Key: { } key } && cause.Moved.Contains(key)))
        {
            turn.Tell(not.Kind, $"Not entered: {not.Why}.", journey.Name, not.Key);
        }
    }

    /// <summary>Begins a run, or says what stands against it.</summary>
    public static NotEntered? Begin(TurnBuilder turn, Journey journey, in EntryCause cause)
    {
        var key = cause.Key ?? journey.Entry.Key?.Evaluate(turn.Scope(cause.Event)) ?? Value.Of("");
        if (key.IsNull)
        {
            return new(LineKind.NotEntered, cause.Key is null ? $"the key {journey.Entry.Key} is absent" : "the key given is absent");
        }

        var text = key.ToString();
        if (text.Length > CustomerLimits.KeyLengthMax)
        {
            return new(LineKind.Limit, $"the key has {text.Length} characters; {CustomerLimits.KeyLengthMax} are the most");
        }

        if (Refusal(turn, journey, text, cause) is { } why)
        {
            return new(LineKind.NotEntered, why, text);
        }

        var run = NewRun(turn, journey, text, cause.Event);
        if (EndedBefore(turn, journey, run, cause) is { } ended)
        {
            return new(LineKind.NotEntered, ended, text);
        }

        if (turn.State.Runs.Length >= CustomerLimits.RunsMax)
        {
            return new(LineKind.Limit, $"{CustomerLimits.RunsMax} runs are under way, which is the most", text);
        }

        turn.Tell(LineKind.Entered, $"Entered by {cause.By}.", run);
        Remember(turn, journey, run);
        run = TrialRules.Begin(turn, journey, cause.Controls is null ? run : run with { Arms = cause.Controls });
        GoalRules.Open(turn, journey, run);
        StepRules.Forward(turn, journey, run, journey.Steps.IsEmpty ? Journey.End : 0);
        return null;
    }

    /// <summary>The run as conditions see it, before it begins.</summary>
    private static Run NewRun(TurnBuilder turn, Journey journey, string key, CustomerEvent input) => new()
    {
        Id = turn.Definitions.Id(turn.State.Id, journey.Name, key, input.Id),
        Journey = journey.Name,
        Version = journey.Version,
        Key = key,
        StartedAt = turn.Now,
        Event = input.Keep(journey.KeptProperties),
    };

    private static string? Refusal(TurnBuilder turn, Journey journey, string key, in EntryCause cause)
    {
        foreach (var known in turn.State.Runs)
        {
            if (known.Journey == journey.Name && known.Key == key)
            {
                return "a run with this key is under way";
            }
        }

        return journey.Entry.When is { } condition && !condition.Holds(turn.Scope(cause.Event))
            ? $"{condition} does not hold"
            : Again(turn, journey, key);
    }

    /// <summary>What is started begins now: nothing that was seen happened after it.</summary>
    private static string? EndedBefore(TurnBuilder turn, Journey journey, Run run, in EntryCause cause) =>
        !cause.IsStarted && ExitRules.EndedBefore(turn, journey, run, cause.Event) is { } ended
            ? $"{ended.Type} {ended.Id}, which happened later and arrived before, has ended it already"
            : null;

    private static string? Again(TurnBuilder turn, Journey journey, string key)
    {
        var rule = journey.Entry.Again;
        if (rule.Rule == ReentryRule.Always || LastEntered(turn, journey.Name, key) is not { } last)
        {
            return null;
        }

        if (rule.Rule == ReentryRule.Never)
        {
            return "entered before, and this journey is entered once only";
        }

        return turn.Now - last.At < rule.After
            ? $"entered {Durations.FormatRoughly(turn.Now - last.At)} ago, and again only after {Durations.Format(rule.After)}"
            : null;
    }

    private static Entered? LastEntered(TurnBuilder turn, string journey, string key)
    {
        var entered = turn.State.Entered;
        for (var at = entered.Length - 1; at >= 0; at--)
        {
            if (entered[at].Journey == journey && entered[at].Key == key)
            {
                return entered[at];
            }
        }

        return null;
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

        turn.Set.Entered = entered;
    }
}

/// <summary>What a run begins by.</summary>
/// <param name="Event">What its steps call 'event'.</param>
internal readonly record struct EntryCause(CustomerEvent Event)
{
    /// <summary>The journey of which a step starts it; null: it begins by the event itself.</summary>
    public string? Starter { get; init; }

    /// <summary>Null: by the journey's own expression.</summary>
    public Value? Key { get; init; }

    /// <summary>Keys of runs that the event already moved.</summary>
    public ImmutableArray<string> Moved { get; init; } = [];

    /// <summary>The control arms of the run that starts it: it is not messaged either.</summary>
    public ImmutableArray<ArmTaken>? Controls { get; init; }

    /// <summary>For the transcript.</summary>
    public string By => Starter ?? $"{Event.Type} {Event.Id}";

    /// <summary>By a step of another journey or by the runtime itself, not by an event that came in.</summary>
    public bool IsStarted => Starter is not null || RuntimeEvents.Find(Event.Type) is not null;
}

/// <summary>Why a run did not begin.</summary>
/// <param name="Kind">NotEntered where a rule of the entry stands against it, else Limit.</param>
/// <param name="Why">As the rest of a sentence.</param>
/// <param name="Key">Of the run; null: it has none that can be told.</param>
internal sealed record NotEntered(LineKind Kind, string Why, string? Key = null);
