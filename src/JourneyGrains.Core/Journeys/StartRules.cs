using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>
/// Journeys that steps start. They begin in the same turn, after all runs that the turn moved have come to rest: a started journey never sees
/// the event or moment that started it as a thing of its own, and what starts one another is bounded by a turn.
/// </summary>
internal static class StartRules
{
    /// <summary>Notes what is to be started, with its data as they are now.</summary>
    public static void Ask(TurnBuilder turn, StartStep start, Run run)
    {
        var scope = turn.StepScope(run);
        var data = Value.Of(ValueMap.Of(NamedExpression.Evaluate(start.Data, scope)));
        if (!ValueSize.IsWithin(data, CustomerLimits.VariableSizeMax))
        {
            turn.Tell(LineKind.Limit, $"{start.Name} not started: its data are larger than {CustomerLimits.VariableSizeMax} characters.", run);
            return;
        }

        turn.Tell(LineKind.Step, $"Starts {start.Name}.", run);
        turn.Starts.Enqueue(new(
            start.Name, start.Key is null ? null : start.Key.Evaluate(scope), data, run.Journey, StableHashing.Id(run.Id, run.Place(start.Id)))
        {
            Controls = SplitRules.Inherited(run),
        });
    }

    /// <summary>Begins what was noted, and what that starts in turn.</summary>
    public static void TakeAll(TurnBuilder turn)
    {
        for (var taken = 0; turn.Starts.TryDequeue(out var order); taken++)
        {
            if (turn.Definitions.Journey(order.Journey) is not { } journey)
            {
                turn.Tell(LineKind.NotEntered, $"Not entered by {order.By}: the journey is not among the definitions.", order.Journey);
            }
            else if (taken >= CustomerLimits.StartsPerTurnMax)
            {
                var text = $"Not entered by {order.By}: {CustomerLimits.StartsPerTurnMax} journeys were started in this turn, which is the most.";
                turn.Tell(LineKind.Limit, text, order.Journey);
            }
            else
            {
                var input = new CustomerEvent(order.Id, turn.State.Id, journey.Entry.On, turn.Now, order.Data);
                EntryRules.Enter(turn, journey, new(input) { Starter = order.By, Key = order.Key, Controls = order.Controls });
            }
        }
    }
}

/// <summary>A journey to be started once the turn's runs have come to rest.</summary>
/// <param name="Key">Null: by the journey's own expression.</param>
/// <param name="By">The journey that starts it.</param>
/// <param name="Id">Of the event that it is started by.</param>
internal sealed record StartOrder(string Journey, Value? Key, Value Data, string By, string Id)
{
    /// <summary>The control arms that the started run is in as well; null: none.</summary>
    public ImmutableArray<ArmTaken>? Controls { get; init; }
}
