using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Properties;

/// <summary>A rehearsal into which no report comes has ids of its own: they tell runs and messages apart as the stable ones do.</summary>
public sealed class PassingIdsTests
{
    public static TheoryData<int> Seeds => Chance.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Without_reports_a_rehearsal_decides_the_same_by_ids_of_its_own(int seed)
    {
        var inputs = Chance.Inputs(seed)
            .Where(one => one.Input is not EventInput taken || !taken.Event.Type.StartsWith("message.", StringComparison.Ordinal)).ToList();
        var (lines, runs) = Lived(Shop.Definitions.ForRehearsal(), inputs);
        var (passing, others) = Lived(Shop.Definitions.ForRehearsal(reports: false), inputs);

        Assert.True(runs.Count > 10, "The life is too short to show anything.");
        Assert.Equal(lines, passing);
        Assert.Equal(runs.Count, others.Count);
        Assert.Empty(runs.Intersect(others));
    }

    [Fact]
    public void Where_a_code_is_made_of_a_runs_id_it_is_the_stable_one()
    {
        var definitions = Make.Definitions(Make.Journey("cart").On("cart.updated").Offer("back").Wait("1h").Done());
        var input = Make.Event("e-1", EventTypes.CartUpdated, "0s", ("cartId", "a"), ("value", 30));
        var stable = Customer.Take(CustomerState.New("c-1"), new EventInput(input), Make.Start, definitions).State;
        var rehearsed = Customer.Take(CustomerState.New("c-1"), new EventInput(input), Make.Start, definitions.ForRehearsal(reports: false)).State;

        Assert.Equal(Assert.Single(stable.Runs).Id, Assert.Single(rehearsed.Runs).Id);
    }

    private static (List<TranscriptLine> Lines, HashSet<string> Runs) Lived(
        DefinitionSet definitions, List<(Input Input, DateTimeOffset Arrival)> inputs)
    {
        var state = CustomerState.New("c-1");
        var (lines, runs) = (new List<TranscriptLine>(), new HashSet<string>());
        foreach (var (input, arrival) in inputs)
        {
            while (Customer.CatchUp(state, arrival, definitions) is { } due)
            {
                Settle(due);
            }

            Settle(Customer.Take(state, input, arrival, definitions));
        }

        return (lines, runs);

        void Settle(Turn turn)
        {
            Keep(turn);
            while (state.Outbox.FirstOrDefault(message => message.RetryAt is null) is { } ready)
            {
                Keep(Customer.Take(state, new ClearanceInput(ready.Id), state.Clock, definitions));
                Keep(Customer.Take(state, new HandOverInput(ready.Id, HandOverOutcome.Accepted()), state.Clock, definitions));
            }
        }

        void Keep(Turn turn)
        {
            state = turn.State;
            runs.UnionWith(state.Runs.Select(run => run.Id));
            lines.AddRange((turn.Entry?.Lines ?? []).Select(line => line with { Subject = null }));
        }
    }
}
