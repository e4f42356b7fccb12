using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Benchmarks.Days;

/// <summary>
/// One customer's day, turn by turn, as a store whose time follows its log lives it: what was due before an event first, then the event, then
/// each message that was decided is cleared and handed over. Checks and channels are not part of a turn and are not timed.
/// </summary>
internal sealed class TimedLife(string id, TimedTurns turns, DefinitionSet definitions)
{
    private CustomerState state = CustomerState.New(id);
    private long offset;

    /// <summary>The last link of the transcript.</summary>
    public string Chain => state.Chain;

    public void Live(RecordedEvent recorded)
    {
        if (EventChecks.Check(recorded.Event, recorded.Arrival, definitions.EventType).Event is not { } input)
        {
            return;
        }

        End(recorded.Arrival);
        Settle(turns.Take(state, new EventInput(input, offset++), recorded.Arrival, input.Type));
    }

    /// <summary>Ends what waits until before a moment.</summary>
    public void End(DateTimeOffset before)
    {
        while (turns.CatchUp(state, before) is { } due)
        {
            Settle(due);
        }
    }

    private void Settle(Turn turn)
    {
        state = turn.State;
        while (Ready() is { } ready)
        {
            var clearance = turns.Take(state, new ClearanceInput(ready.Id), state.Clock, "clearance of a message");
            state = clearance.State;
            if (clearance.Cleared is not null)
            {
                state = turns.Take(state, new HandOverInput(ready.Id, HandOverOutcome.Accepted()), state.Clock, "message handed over").State;
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
}
