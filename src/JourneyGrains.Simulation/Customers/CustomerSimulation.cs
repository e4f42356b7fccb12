using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Customers;

/// <summary>
/// One customer in virtual time. Does what the customer grain does in a store whose time follows its log: what was due before an input
/// first, then the input, then everything it decided is handed over before anything else happens.
/// </summary>
internal sealed class CustomerSimulation(string id, DefinitionSet definitions, TemplateSet? templates, bool keepTranscript)
{
    private readonly List<TranscriptEntry> entries = [];
    private readonly List<SimulatedMessage> messages = [];
    private readonly List<RefusedEvent> refused = [];
    private readonly Dictionary<(string Origin, LineKind Kind), long> totals = [];
    private CustomerState state = CustomerState.New(id);
    private long offset;

    public IReadOnlyList<RefusedEvent> Refused => refused;

    public IReadOnlyDictionary<(string Origin, LineKind Kind), long> Totals => totals;

    public SimulatedCustomer Outcome => new(state, [.. entries], [.. messages]);

    /// <summary>Whether the store would hold the customer.</summary>
    public bool IsKnown => state.Turns > 0;

    public void Take(RecordedEvent recorded)
    {
        var check = EventChecks.Check(recorded.Event, recorded.Arrival, definitions.EventType);
        if (check.Event is not { } input)
        {
            Refuse(recorded, check.Refusal!);
            return;
        }

        CatchUp(recorded.Arrival);
        try
        {
            var turn = Customer.Take(state, new EventInput(input, offset++), recorded.Arrival, definitions);
            if (turn.Refusal is { } refusal)
            {
                Refuse(recorded, refusal);
            }

            Settle(turn);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As on the silo: a turn that fails is a bug of its own and harms nothing beside it (I7).
            Refuse(recorded, new(RefusalCodes.Failed, $"The turn failed: {error.GetType().Name}. Nothing of it was done."));
        }
    }

    public void Offer(string campaign, string wave, DateTimeOffset at)
    {
        if (IsKnown)
        {
            CatchUp(at);
            Settle(Customer.Take(state, new WaveInput(campaign, wave), at, definitions));
        }
    }

    /// <summary>Takes what is due before a moment, each at its own time.</summary>
    public void CatchUp(DateTimeOffset before)
    {
        while (state.NextDueAt is { } due && due < before)
        {
            Turn turn;
            try
            {
                turn = Customer.CatchUp(state, before, definitions)!;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                turn = Customer.AbandonDue(state, due, definitions);
            }

            Settle(turn);
        }
    }

    /// <summary>Takes a turn's outcome over and hands over what waits for nothing but its channel, in the order of the outbox.</summary>
    private void Settle(Turn turn)
    {
        Keep(turn);
        while (state.Outbox.FirstOrDefault(message => message.RetryAt is null) is { } ready)
        {
            var clearance = Customer.Take(state, new ClearanceInput(ready.Id), state.Clock, definitions);
            Keep(clearance);
            if (clearance.Cleared is { } cleared)
            {
                Keep(Customer.Take(state, new HandOverInput(ready.Id, HandOver(cleared)), state.Clock, definitions));
            }
        }
    }

    private HandOverOutcome HandOver(ClearedMessage cleared)
    {
        var rendered = Render(cleared.Message, out var refusal);
        if (refusal is not null)
        {
            return new(HandOverResult.Refused, refusal);
        }

        messages.Add(new(cleared, state.Clock, rendered));
        return HandOverOutcome.Accepted("accepted");
    }

    /// <summary>The wording of refusals is the delivery's: it enters the transcript, and so the digest.</summary>
    private RenderedMessage? Render(Message message, out string? refusal)
    {
        refusal = null;
        try
        {
            return templates?.Render(message);
        }
        catch (KeyNotFoundException)
        {
            refusal = $"there is no template '{message.Template}'";
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            refusal = $"the template '{message.Template}' could not be rendered: {error.GetType().Name}";
        }

        return null;
    }

    private void Keep(Turn turn)
    {
        state = turn.State;
        if (turn.Entry is not { } entry)
        {
            return;
        }

        foreach (var line in entry.Lines)
        {
            if (line.Origin is { } origin)
            {
                totals[(origin, line.Kind)] = totals.GetValueOrDefault((origin, line.Kind)) + 1;
            }
        }

        if (keepTranscript)
        {
            entries.Add(entry);
        }
    }

    private void Refuse(RecordedEvent recorded, Refusal refusal) =>
        refused.Add(new(recorded.Line, recorded.Event.Id, recorded.Event.CustomerId, refusal));
}
