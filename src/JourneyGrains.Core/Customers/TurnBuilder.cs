using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// A turn in the making: the state so far, the lines of its transcript entry and the messages it decided. A thread makes one after the other with the
/// same builder: once it is finished, it is for the next.
/// </summary>
internal sealed class TurnBuilder
{
    [ThreadStatic]
    private static TurnBuilder? spare;

    private readonly ImmutableArray<TranscriptLine>.Builder lines = ImmutableArray.CreateBuilder<TranscriptLine>(8);
    private readonly List<Message> decided = [];
    private readonly Queue<StartOrder> starts = [];
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly Queue<CustomerEvent> unheard = [];
    private readonly ImmutableArray<KeyValuePair<string, long>>.Builder counts = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>();
    private string input;

    private TurnBuilder(CustomerState before, DefinitionSet definitions, string input, CustomerState state)
    {
        (Before, Definitions, this.input, State) = (before, definitions, input, state);
    }

    /// <summary>The state the turn began with.</summary>
    public CustomerState Before { get; private set; }

    /// <summary>The state that the turn makes: its own copy, which nobody else knows before the turn is finished.</summary>
    public CustomerState State { get; private set; }

    /// <summary>What the rules set of it, as they go.</summary>
    public ref StateParts Set => ref State.Parts;

    public DefinitionSet Definitions { get; private set; }

    /// <param name="input">What came in, as the transcript calls it.</param>
    /// <param name="offset">Of the log, where the input came from it; null: it did not.</param>
    /// <param name="edition">Of the definitions that count from now on; null: those that did.</param>
    public static TurnBuilder Begin(
        CustomerState before, DefinitionSet definitions, string input, DateTimeOffset now, long? offset = null, int? edition = null)
    {
        var state = SpareState.Copy(before);
        ref var parts = ref state.Parts;
        parts.Clock = now > parts.Clock ? now : parts.Clock;
        parts.LogOffset = offset ?? parts.LogOffset;
        parts.Edition = edition ?? parts.Edition;
        if (spare is not { } turn)
        {
            return new(before, definitions, input, state);
        }

        // Whoever begins another before this one is finished, or never finishes it, finds none.
        spare = null;
        (turn.Before, turn.Definitions, turn.input, turn.State) = (before, definitions, input, state);
        return turn;
    }

    /// <inheritdoc cref="Begin(CustomerState, DefinitionSet, string, DateTimeOffset, long?, int?)"/>
    public static TurnBuilder Begin(
        CustomerState before,
        DefinitionSet definitions,
        [InterpolatedStringHandlerArgument(nameof(definitions))] InputText input,
        DateTimeOffset now,
        long? offset = null,
        int? edition = null) => Begin(before, definitions, input.Made(), now, offset, edition);

    /// <summary>A customer's time never goes back: an input that seems earlier than the last takes place with it.</summary>
    public DateTimeOffset Now => State.Clock;

    /// <summary>When it happened, but not later than now: what a clock that runs ahead reports must not outlast what comes after.</summary>
    public DateTimeOffset Happened(CustomerEvent input) => input.Time < Now ? input.Time : Now;

    public Scope Scope(CustomerEvent? input = null, Run? run = null) => new(State, Now, input, run, run?.Matched);

    /// <summary>What a step of the run sees: its own event and the one that ended its last wait.</summary>
    public Scope StepScope(Run run) => new(State, Now, run.Event, run, run.Matched);

    public void Tell(LineKind kind, string text, string? origin = null, string? key = null, string? subject = null) =>
        lines.Add(new(kind, text, origin, string.IsNullOrEmpty(key) ? null : key, subject));

    public void Tell(LineKind kind, string text, Run run, string? subject = null) => Tell(kind, text, run.Journey, run.Key, subject);

    public void Tell(
        LineKind kind,
        [InterpolatedStringHandlerArgument("", nameof(kind))] LineText text,
        string? origin = null,
        string? key = null,
        string? subject = null) => Tell(kind, text.Made(), origin, key, subject);

    public void Tell(LineKind kind, [InterpolatedStringHandlerArgument("", nameof(kind))] LineText text, Run run, string? subject = null) =>
        Tell(kind, text.Made(), run, subject);

    /// <summary>Whether the lines of that kind have words: all but where a rehearsal counts lines (<see cref="DefinitionSet.ForRehearsal"/>).</summary>
    public bool KeepsWords(LineKind kind) => !Definitions.Rehearses || kind.TellsWhyNot();

    /// <summary>Adds to a total of results, beside those of the lines.</summary>
    public void Count(string name, long by) => counts.Add(KeyValuePair.Create(name, by));

    /// <summary>Puts a message into the outbox, to be handed over after the commit.</summary>
    public void Post(Message message)
    {
        Hold(message);
        PostAgain(message);
    }

    /// <summary>Puts a message into the outbox that waits for its time.</summary>
    public void Hold(Message message) => Set.Outbox = State.Outbox.Add(message);

    /// <summary>Hands over a message that is already in the outbox again.</summary>
    public void PostAgain(Message message) => decided.Add(message);

    /// <summary>Whether the segment has been entered or left in this turn.</summary>
    public bool HasChanged(string segment) => changed.Contains(segment);

    /// <summary>Notes that the segment was entered or left.</summary>
    /// <param name="told">What the journeys are to hear of it; null: nothing.</param>
    public void Change(string segment, CustomerEvent? told)
    {
        changed.Add(segment);
        if (told is not null)
        {
            unheard.Enqueue(told);
        }
    }

    /// <summary>The first change that the journeys have not heard of; null: there is none.</summary>
    public CustomerEvent? NextChange() => unheard.TryDequeue(out var change) ? change : null;

    /// <summary>The turn with its transcript entry, chained to the last.</summary>
    public Turn Finish(Refusal? refusal = null)
    {
        var entry = new TranscriptEntry(Before.Turns + 1, Now, input, lines.ToImmutable());
        Set.Turns = entry.Number;
        byte[]? json = null;
        if (!Definitions.Rehearses)
        {
            json = CoreJson.Write(entry);
            Set.Chain = CoreJson.Link(Before.Chain, json);
        }

        return Done(new(State, Posted(), entry, refusal) { EntryJson = json, Counts = counts.ToImmutable() });
    }

    /// <summary>The turn without an entry, for what changes the state but has nothing to tell.</summary>
    public Turn FinishSilently(ClearedMessage? cleared = null) => Done(new(State, [.. decided], Cleared: cleared));

    /// <summary>Journeys that steps of this turn start.</summary>
    public Queue<StartOrder> Starts => starts;

    public bool HasStarts => starts.Count > 0;

    public bool HasLines => lines.Count > 0;

    private Turn Done(Turn turn)
    {
        lines.Clear();
        decided.Clear();
        starts.Clear();
        changed.Clear();
        unheard.Clear();
        counts.Clear();
        spare = this;
        return turn;
    }

    /// <summary>A message decided and withdrawn within the same turn is not to be handed over.</summary>
    private ImmutableArray<Message> Posted() =>
        decided.Count == 0 ? [] : decided.TrueForAll(IsWaiting) ? [.. decided] : [.. decided.Where(IsWaiting)];

    private bool IsWaiting(Message message)
    {
        foreach (var waiting in State.Outbox)
        {
            if (waiting.Id == message.Id)
            {
                return true;
            }
        }

        return false;
    }
}
