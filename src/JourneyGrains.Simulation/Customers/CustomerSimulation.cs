using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Customers;

/// <summary>
/// One customer in virtual time. Does what the customer grain does in a store whose time follows its log: what was due before an input
/// first, then the input, then everything it decided is handed over before anything else happens.
/// </summary>
internal sealed class CustomerSimulation(string id, VariantShard shard)
{
    private readonly DefinitionSet definitions = shard.Variant.Definitions;
    private CustomerState state = CustomerState.New(id);
    private DateTimeOffset lastArrival;
    private long offset;
    private int wave;
    private int taken;

    /// <summary>What came beside the events, in its order.</summary>
    public IReadOnlyList<RecordedInput> Beside { get; init; } = [];

    public CustomerState State => state;

    /// <summary>Whether the store would hold the customer.</summary>
    public bool IsKnown => state.Turns > 0;

    /// <summary>Takes an event, after the waves that were launched before it arrived.</summary>
    /// <exception cref="OutOfOrderException">It arrived before the last one.</exception>
    public void Live(RecordedEvent recorded)
    {
        if (recorded.Arrival < lastArrival)
        {
            throw new OutOfOrderException(recorded.Line);
        }

        lastArrival = recorded.Arrival;
        OfferBefore(recorded.Arrival);
        Take(recorded);
    }

    /// <summary>
    /// Goes on from a stored state at a moment: the definitions count from there on, as a silo lets them, new segments and schedules are looked at, and
    /// what waits or was due before goes out.
    /// </summary>
    /// <returns>The state with which time goes on, before anything was handed over.</returns>
    public CustomerState Resume(CustomerState stored, DateTimeOffset from)
    {
        stored = stored.Clock < from ? stored with { Clock = from } : stored;
        lastArrival = from;
        if (stored.Edition == definitions.Edition)
        {
            Settle(Turn.Nothing(stored));
            return stored;
        }

        var turn = Customer.Take(
            stored, new DefinitionsInput(definitions.Edition, stored.Edition), stored.NextDueAt < from ? stored.NextDueAt.Value : from, definitions);
        Settle(turn);
        Settle(Customer.Take(state, RenewInput.Now, state.Clock, definitions));
        return turn.State;
    }

    /// <summary>Offers the waves that are left, and ends what waits until before a moment.</summary>
    public void End(DateTimeOffset until)
    {
        OfferBefore(DateTimeOffset.MaxValue);
        CatchUp(until);
    }

    /// <summary>Takes what came before a moment and is no event: the waves that are launched, and what is recorded beside the events.</summary>
    private void OfferBefore(DateTimeOffset moment)
    {
        while (true)
        {
            var launched = wave < shard.Waves.Length ? shard.Waves[wave].At : DateTimeOffset.MaxValue;
            var asked = taken < Beside.Count ? Beside[taken].At : DateTimeOffset.MaxValue;
            if (launched >= moment && asked >= moment)
            {
                return;
            }

            if (launched <= asked)
            {
                Offer(shard.Waves[wave++]);
            }
            else
            {
                Take(Beside[taken++]);
            }
        }
    }

    private void Take(RecordedInput row)
    {
        CatchUp(row.At);
        try
        {
            Settle(Customer.Take(state, row.Journaled.Input, row.At, definitions));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As on the silo: whoever asks is told, and nothing is done.
        }
    }

    private void Take(RecordedEvent recorded)
    {
        var check = EventChecks.Check(recorded.Event, recorded.Arrival, shard.EventType);
        if (check.Event is not { } input)
        {
            Refuse(recorded, check.Refusal!);
            return;
        }

        CatchUp(recorded.Arrival);
        try
        {
            var turn = Customer.Take(state, input, offset++, recorded.Arrival, definitions);
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

    private void Offer(PlannedWave planned)
    {
        if (IsKnown)
        {
            CatchUp(planned.At);
            Settle(Customer.Take(state, new WaveInput(planned.Campaign, planned.Wave), planned.At, definitions));
        }
    }

    /// <summary>Takes what is due before a moment, each at its own time.</summary>
    private void CatchUp(DateTimeOffset before)
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
        while (Ready() is { } ready)
        {
            var clearance = Customer.Take(state, new ClearanceInput(ready.Id), state.Clock, definitions);
            Keep(clearance);
            if (clearance.Cleared is { } cleared)
            {
                Keep(Customer.Take(state, new HandOverInput(ready.Id, HandOver(cleared)), state.Clock, definitions));
            }
        }
    }

    private Message? Ready()
    {
        foreach (var message in state.Outbox)
        {
            if (message.RetryAt is null)
            {
                return message;
            }
        }

        return null;
    }

    private HandOverOutcome HandOver(ClearedMessage cleared)
    {
        if (cleared.Message.Call is not null)
        {
            return shard.Calls?.To(cleared) ?? UnknownAnswer.Outcome;
        }

        RenderedMessage? rendered;
        try
        {
            rendered = shard.Variant.Templates?.Render(cleared.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return HandOverOutcome.NotRendered(cleared.Message, error);
        }

        shard.Sink.HandedOver(new(cleared, state.Clock, rendered));
        return HandOverOutcome.Accepted();
    }

    private void Keep(Turn turn)
    {
        if (definitions.Rehearses && !ReferenceEquals(turn.State, state))
        {
            Customer.Release(state);
        }

        state = turn.State;
        if (turn.Entry is not { } entry)
        {
            return;
        }

        shard.Count(turn, entry);
        shard.Sink.Turned(id, entry);
    }

    private void Refuse(RecordedEvent recorded, Refusal refusal) =>
        shard.Sink.Refused(new(recorded.Line, recorded.Event.Id, recorded.Event.CustomerId, refusal));
}
