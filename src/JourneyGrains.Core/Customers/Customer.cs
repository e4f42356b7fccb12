using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Segments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>The rules of a customer's life. Pure: the same state, input, time and definitions give the same turn, byte for byte (I5).</summary>
public static class Customer
{
    /// <summary>An event that arrives more than this after it happened is told to be late.</summary>
    private static readonly TimeSpan LateFrom = TimeSpan.FromMinutes(5);

    /// <summary>Takes one input.</summary>
    /// <param name="now">
    /// The arrival of the input, or for a <see cref="TimerInput"/> the time that was due. Earlier than the state's clock: the clock counts.
    /// Waits that were due before an event arrived must have been taken first: see <see cref="CatchUp"/>.
    /// </param>
    public static Turn Take(CustomerState state, Input input, DateTimeOffset now, DefinitionSet definitions)
    {
        now = Moments.ToMicroseconds(now);
        return input switch
        {
            EventInput taken => TakeEvent(state, taken.Event, taken.Offset, now, definitions),
            TimerInput => TakeTimer(state, now, definitions),
            ConsentCommand command => TakeConsent(state, command, now, definitions),
            EnterCommand command => RequestRules.Take(state, command, now, definitions),
            RenewInput => Renew(state, now, definitions),
            ForgetCommand => Forget(state, now),
            WaveInput wave => WaveRules.Take(state, wave, now, definitions),
            ClearanceInput clearance => HandOverRules.Clear(state, clearance, now, definitions),
            DefinitionsInput edition => EditionRules.Take(state, edition, now, definitions),
            HandOverInput report => HandOverRules.Settle(state, report, now, definitions),
            _ => throw new ArgumentOutOfRangeException(nameof(input), input, "An input of this kind is not known."),
        };
    }

    /// <summary>
    /// The next turn of what is due before a moment, each at its own time, or null when nothing more is. Call it until it gives null
    /// before an event that arrived at that moment is taken: what was due exactly then comes after the event.
    /// </summary>
    public static Turn? CatchUp(CustomerState state, DateTimeOffset before, DefinitionSet definitions) =>
        state.NextDueAt is { } due && due < before ? Take(state, TimerInput.Due, due, definitions) : null;

    /// <summary>
    /// For a shell that keeps of each customer the newest state only and has given it to nobody: the thread's next turn may be written over this
    /// older one.
    /// </summary>
    public static void Release(CustomerState state) => SpareState.Keep(state);

    /// <summary>As <see cref="Take(CustomerState, Input, DateTimeOffset, DefinitionSet)"/> takes an <see cref="EventInput"/>, without making one.</summary>
    public static Turn Take(CustomerState state, CustomerEvent input, long offset, DateTimeOffset now, DefinitionSet definitions) =>
        TakeEvent(state, input, offset, Moments.ToMicroseconds(now), definitions);

    private static Turn TakeEvent(CustomerState state, CustomerEvent input, long logged, DateTimeOffset now, DefinitionSet definitions)
    {
        if (logged >= 0 && logged <= state.LogOffset)
        {
            return Turn.Nothing(state);
        }

        var offset = Math.Max(logged, state.LogOffset);
        if (state.Forgotten)
        {
            return new(state with { LogOffset = offset }, [], Refusal: new(RefusalCodes.Forgotten, "The customer asked to be forgotten; nothing is taken for this id."));
        }

        return state.Seen.AddNew(input.Id) is { } seen
            ? Observe(state, seen, input, offset, now, definitions)
            : Turn.Nothing(state);
    }

    private static Turn Observe(
        CustomerState state, SeenIds seen, CustomerEvent input, long offset, DateTimeOffset now, DefinitionSet definitions)
    {
        var turn = TurnBuilder.Begin(state, definitions, $"event {input.Type} {input.Id}", now, offset);
        turn.Set.Seen = seen;
        turn.Set.KnownSince ??= turn.Now;
        turn.Set.Recent = state.Recent.Add(input);

        if (turn.Now - input.Time >= LateFrom)
        {
            turn.Tell(LineKind.Fact, $"Arrived {Durations.FormatRoughly(turn.Now - input.Time)} after it happened, at {Moments.Format(input.Time)}.");
        }

        FactRules.Take(turn, input);
        PointRules.Take(turn, input);
        SegmentRules.Judge(turn);
        JourneyRules.Take(turn, input);
        SegmentRules.Settle(turn);
        ScheduleRules.Settle(turn);
        LookAhead.Release(turn);
        return turn.Finish();
    }

    private static Turn TakeTimer(CustomerState state, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.NextDueAt is not { } due || due > now)
        {
            return Turn.Nothing(state);
        }

        var turn = TurnBuilder.Begin(state, definitions, "timer", now);
        SegmentRules.Judge(turn);
        JourneyRules.TakeDue(turn);
        HandOverRules.TakeDue(turn);
        ScheduleRules.TakeDue(turn);
        SegmentRules.Settle(turn);
        ScheduleRules.Settle(turn, taken: true);
        LookAhead.Release(turn);
        return turn.HasLines ? turn.Finish() : turn.FinishSilently();
    }

    /// <summary>Judges what new definitions ask of a customer who sleeps. One who was judged by them already is left as they are.</summary>
    private static Turn Renew(CustomerState state, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.Forgotten || state.Turns == 0
            || (SegmentRules.AreUpToDate(state, definitions) && ScheduleRules.AreUpToDate(state, definitions)))
        {
            return Turn.Nothing(state);
        }

        var turn = TurnBuilder.Begin(state, definitions, "definitions", now);
        SegmentRules.Settle(turn);
        ScheduleRules.Settle(turn);
        LookAhead.Release(turn);
        return turn.HasLines ? turn.Finish() : turn.FinishSilently();
    }

    /// <summary>A consent given to a service is the event a producer would have sent, so that journeys see it as well.</summary>
    private static Turn TakeConsent(CustomerState state, ConsentCommand command, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.Forgotten)
        {
            return new(state, [], Refusal: new(RefusalCodes.Forgotten, "The customer asked to be forgotten; nothing is taken for this id."));
        }

        // Never before what is known already, though the service's clock may be behind.
        var changed = command.ToEvent(state.Id, now > state.Clock ? now : state.Clock);
        if ((EventChecks.Check(changed, changed.Time).Refusal ?? ConsentAnswers.Refuse(command, definitions.Brand)) is { } refusal)
        {
            return new(state, [], Refusal: refusal);
        }

        if (state.Seen.AddNew(changed.Id) is not { } seen)
        {
            return Turn.Again(state);
        }

        var turn = Observe(state, seen, changed, state.LogOffset, now, definitions);
        return turn with { Note = ConsentAnswers.Note(state, turn.State, command) };
    }

    private static Turn Forget(CustomerState state, DateTimeOffset now) => state.Forgotten
        ? Turn.Nothing(state)
        : new(CustomerState.New(state.Id) with
        {
            Turns = state.Turns + 1,
            Clock = now > state.Clock ? now : state.Clock,
            LogOffset = state.LogOffset,
            Edition = state.Edition,
            Forgotten = true,
        }, []);

    /// <summary>
    /// For a shell that met a failure in a timer's turn (a bug, or definitions that do not fit the state): ends what is due at that moment,
    /// so that the customer's life goes on, and tells so.
    /// </summary>
    public static Turn AbandonDue(CustomerState state, DateTimeOffset due, DefinitionSet definitions)
    {
        var turn = TurnBuilder.Begin(state, definitions, "timer", due);
        foreach (var run in state.Runs.Where(run => run.DueAt <= due))
        {
            turn.Tell(LineKind.Failed, "Ended: its step could not be taken.", run);
        }

        foreach (var message in state.Outbox.Where(message => message.RetryAt <= due))
        {
            turn.Tell(LineKind.Failed, $"{message.Template} given up: it could not be tried again.", message.Origin, subject: message.Id);
        }

        // As with any run at its end, exits hold until its last message is handed over.
        var outbox = state.Outbox.RemoveAll(message => message.RetryAt <= due);
        var ended = state.Ended.AddRange(state.Runs.Where(run => run.DueAt <= due));
        turn.Set.Runs = state.Runs.RemoveAll(run => run.DueAt <= due);
        turn.Set.Outbox = outbox;
        turn.Set.Ended = ended.RemoveAll(run => outbox.All(message => message.RunId != run.Id));
        turn.Set.SegmentsDueAt = state.SegmentsDueAt <= due ? null : state.SegmentsDueAt;
        turn.Set.SchedulesDueAt = state.SchedulesDueAt <= due ? null : state.SchedulesDueAt;
        return turn.Finish();
    }
}
