using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Tests.Properties;

/// <summary>Lives through inputs as a shell does: what is due first, then the input, then the hand-over of what was decided.</summary>
internal sealed class ChanceLife
{
    private const int TurnsMax = 20_000;
    private readonly DefinitionSet definitions;
    private readonly Func<CustomerState, CustomerState> afterTurn;
    private readonly List<string> unsettled = [];

    private ChanceLife(DefinitionSet definitions, Func<CustomerState, CustomerState>? afterTurn)
    {
        this.definitions = definitions;
        this.afterTurn = afterTurn ?? (state => state);
    }

    public CustomerState State { get; private set; } = CustomerState.New("c-1");

    public List<Turn> Turns { get; } = [];

    /// <param name="afterTurn">What becomes of the state between two turns: stored and read back, say.</param>
    /// <param name="stopsBetween">Into how many parts the catching up before an input is split.</param>
    public static ChanceLife Of(
        DefinitionSet definitions,
        IReadOnlyList<(Input Input, DateTimeOffset Arrival)> inputs,
        Func<CustomerState, CustomerState>? afterTurn = null,
        int stopsBetween = 0)
    {
        var life = new ChanceLife(definitions, afterTurn);
        foreach (var (input, arrival) in inputs)
        {
            var from = life.State.Clock == default ? arrival : life.State.Clock;
            for (var stop = 1; stop <= stopsBetween; stop++)
            {
                life.CatchUp(from + ((arrival - from) * stop / (stopsBetween + 1)));
            }

            life.CatchUp(arrival);
            life.Take(input, arrival);
        }

        life.CatchUp(life.State.Clock.AddDays(30));
        return life;
    }

    private void CatchUp(DateTimeOffset before)
    {
        while (Customer.CatchUp(State, before, definitions) is { } turn)
        {
            Keep(turn);
        }
    }

    private void Take(Input input, DateTimeOffset now)
    {
        // An attempt whose outcome is only known once time has passed: the run may have been ended in between.
        foreach (var id in now > State.Clock ? unsettled.ToList() : [])
        {
            unsettled.Remove(id);
            Keep(Customer.Take(State, new HandOverInput(id, new(HandOverResult.Retry, "no answer")), now, definitions));
        }

        Keep(Customer.Take(State, input, now, definitions));
    }

    private void Keep(Turn turn)
    {
        Assert.True(Turns.Count < TurnsMax, "The life does not come to an end.");
        Turns.Add(turn);
        State = afterTurn(turn.State);
        foreach (var message in turn.Decided)
        {
            HandOver(message.Id);
        }
    }

    private void HandOver(string id)
    {
        var clearance = Customer.Take(State, new ClearanceInput(id), State.Clock, definitions);
        Keep(clearance);
        if (clearance.Cleared is not { } cleared)
        {
            return;
        }

        if (Chance.Outcome(cleared.Message) is { } outcome)
        {
            Keep(Customer.Take(State, new HandOverInput(id, outcome), State.Clock, definitions));
        }
        else
        {
            unsettled.Add(id);
        }
    }
}
