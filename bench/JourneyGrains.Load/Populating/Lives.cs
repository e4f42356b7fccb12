using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Load.Driving;

namespace JourneyGrains.Load.Populating;

/// <summary>Customers' states as the turns make them, without a silo: for stores that have many before the measuring begins.</summary>
internal sealed class Lives
{
    // Of the workload's numbers, some that no run reaches: an event that is known already would change nothing.
    private const int FirstEvent = 9_000_000;
    private const int CartEvent = 3;
    private const int EventsMost = 10;
    private static readonly TimeSpan CartWait = TimeSpan.FromMinutes(45);

    private readonly DefinitionSet definitions = DefinitionReader.Read(Path.Combine(AppContext.BaseDirectory, "Definitions")).Definitions!;
    private readonly Workload workload = new("t", 1, 0);

    /// <summary>Different lives up to a moment: introduced, and none to ten events more. Nothing of them is due or waits to go out.</summary>
    public CustomerState[] Sleepers(int count, DateTimeOffset until) =>
        [.. Enumerable.Range(0, count).Select(life => Sleeper(life, until.AddDays(-1 - (life % 30))))];

    /// <summary>A customer whose cart's reminder is due at the moment.</summary>
    public CustomerState Waiting(DateTimeOffset due)
    {
        var at = due - CartWait;
        return Taken(Introduced(at.AddMinutes(-1)), FirstEvent + CartEvent, at);
    }

    private CustomerState Sleeper(int life, DateTimeOffset at)
    {
        var state = Introduced(at);
        for (var index = 0; index < life % (EventsMost + 1); index++)
        {
            at = at.AddMinutes(1);
            state = Taken(state, FirstEvent + (life * EventsMost) + index, at);
        }

        while (Customer.CatchUp(state, DateTimeOffset.MaxValue, definitions) is { } turn)
        {
            state = turn.State;
        }

        return Delivered(state, at.AddHours(1));
    }

    private CustomerState Introduced(DateTimeOffset at) =>
        Customer.Take(CustomerState.New("t"), new EventInput(workload.Introduce(0) with { Time = at }), at, definitions).State;

    private CustomerState Taken(CustomerState state, int index, DateTimeOffset at) =>
        Customer.Take(state, new EventInput(workload.Event(index) with { Time = at }), at, definitions).State;

    private CustomerState Delivered(CustomerState state, DateTimeOffset at)
    {
        foreach (var message in state.Outbox)
        {
            state = Customer.Take(state, new ClearanceInput(message.Id), at, definitions).State;
            state = Customer.Take(state, new HandOverInput(message.Id, Core.Messaging.HandOverOutcome.Accepted("accepted")), at, definitions).State;
        }

        return state;
    }
}
