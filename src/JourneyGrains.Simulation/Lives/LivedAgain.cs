using System.Globalization;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Simulation.Lives;

/// <summary>One customer's recorded life, input by input, in the very order of the system.</summary>
internal sealed class LivedAgain(RecordedLife life, LifeEditions editions)
{
    private readonly List<TranscriptEntry> entries = [];
    private readonly List<SimulatedMessage> messages = [];
    private readonly List<RefusedEvent> refused = [];
    private readonly List<KeyValuePair<string, long>> results = [];
    private readonly Dictionary<string, ClearedMessage> cleared = new(StringComparer.Ordinal);
    private CustomerState state = CustomerState.New(life.State.Id);
    private DefinitionSet definitions = DefinitionSet.Empty;
    private TemplateSet? templates;

    public IReadOnlyList<RefusedEvent> Refused => refused;

    public SimulatedCustomer Outcome => new(state, [.. entries], [.. messages]);

    /// <summary>What its turns add to the totals of results.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Results => results;

    /// <summary>Where the life came out otherwise; null: it did not.</summary>
    public string? Divergence { get; private set; }

    /// <summary>Events that the customer had not taken yet.</summary>
    public IReadOnlyList<LoggedEvent> Waiting { get; private set; } = [];

    public void Live(IReadOnlyList<LoggedEvent> events)
    {
        if (life.State.Forgotten)
        {
            // Nothing is kept of such a life but that it is to be forgotten.
            state = life.State;
            return;
        }

        var first = life.Journal.Select(row => row.Journaled.Input).OfType<DefinitionsInput>().FirstOrDefault()?.From ?? life.State.Edition;
        state = state with { Edition = first };
        ChangeTo(first);
        var next = 0;
        foreach (var row in life.Journal)
        {
            next = TakeUpTo(events, next, row.AfterOffset);
            if (!CatchUpTo(row.Journaled.Due, row.Journaled.Input.ToString()))
            {
                return;
            }

            Take(row);
        }

        TakeUpTo(events, next, life.State.LogOffset);
        if (CatchUpTo(life.State.NextDueAt, "the end"))
        {
            Compare();
        }

        Waiting = [.. events.Where(logged => logged.Offset > life.State.LogOffset && life.State.Seen.AddNew(logged.Event.Id) is not null)];
    }

    private int TakeUpTo(IReadOnlyList<LoggedEvent> events, int next, long offset)
    {
        for (; next < events.Count && events[next].Offset <= offset; next++)
        {
            Take(events[next]);
        }

        return next;
    }

    private void Take(LoggedEvent logged)
    {
        // A repeated id changed nothing, not even which offset counts as taken; what was due before it shows at the next input.
        if (state.Seen.AddNew(logged.Event.Id) is null)
        {
            return;
        }

        while (state.NextDueAt < logged.Arrival)
        {
            TakeDue();
        }

        try
        {
            var turn = Customer.Take(state, logged.Event, logged.Offset, logged.Arrival, definitions);
            if (turn.Refusal is { } refusal)
            {
                Refuse(logged, refusal);
            }

            Keep(turn);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            state = state with { LogOffset = Math.Max(logged.Offset, state.LogOffset) };
            Refuse(logged, new(RefusalCodes.Failed, $"The turn failed: {error.GetType().Name}. Nothing of it was done."));
        }
    }

    /// <summary>Takes what is due until what the system had as the next to come is the next.</summary>
    private bool CatchUpTo(DateTimeOffset? due, string before)
    {
        while (state.NextDueAt != due)
        {
            if (state.NextDueAt is not { } mine || mine > due)
            {
                Divergence = $"Before {before} the system waited until {Text(due)}, here it is {Text(state.NextDueAt)}, after turn "
                    + $"{state.Turns.ToString(CultureInfo.InvariantCulture)}.";
                return false;
            }

            TakeDue();
        }

        return true;
    }

    private void TakeDue()
    {
        var due = state.NextDueAt!.Value;
        Turn turn;
        try
        {
            turn = Customer.Take(state, TimerInput.Due, due, definitions);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            turn = Customer.AbandonDue(state, due, definitions);
        }

        Keep(turn);
    }

    private void ChangeTo(int edition)
    {
        var variant = editions.Of(edition);
        (definitions, templates) = (variant.Definitions, variant.Templates);
    }

    private void Take(RecordedInput row)
    {
        if (row.Journaled.Input is DefinitionsInput { Edition: var edition })
        {
            ChangeTo(edition);
        }

        var turn = Customer.Take(state, row.Journaled.Input, row.At, definitions);
        Keep(turn);
        if (turn.Cleared is { } passed)
        {
            cleared[passed.Message.Id] = passed;
        }

        if (row.Journaled.Input is HandOverInput { Outcome.Result: HandOverResult.Accepted } accepted
            && cleared.Remove(accepted.MessageId, out var message) && message.Message.Call is null)
        {
            messages.Add(new(message, state.Clock, templates?.Render(message.Message)));
        }
    }

    private void Compare()
    {
        if (state.Chain != life.State.Chain)
        {
            Divergence = $"The transcript is another: the system has {life.State.Turns} turns, here are {state.Turns}.";
        }
        else if (!CoreJson.Write(state).AsSpan().SequenceEqual(CoreJson.Write(life.State)))
        {
            Divergence = "The transcript is the same and the state is another.";
        }
    }

    private void Keep(Turn turn)
    {
        state = turn.State;
        results.AddRange(turn.Counts);
        if (turn.Entry is { } entry)
        {
            entries.Add(entry);
        }
    }

    private void Refuse(LoggedEvent logged, Refusal refusal) =>
        refused.Add(new(logged.Offset, logged.Event.Id, logged.Event.CustomerId, refusal));

    private static string Text(DateTimeOffset? due) => due is { } moment ? Moments.Format(moment) : "nothing";
}
