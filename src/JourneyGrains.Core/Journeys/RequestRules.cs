using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Core.Journeys;

/// <summary>A service lets a customer enter a journey. What is refused changes nothing, so that it may be tried again under the same id.</summary>
internal static class RequestRules
{
    public static Turn Take(CustomerState state, EnterCommand command, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.Forgotten)
        {
            return Refused(state, new(RefusalCodes.Forgotten, "The customer asked to be forgotten; nothing is taken for this id."));
        }

        if (definitions.Journey(command.Journey) is not { } journey)
        {
            var names = string.Join(", ", definitions.Journeys.Select(known => known.Name));
            return Refused(state, new(RefusalCodes.Unknown, $"There is no journey '{command.Journey}'; there are: {names}."));
        }

        if (journey.Entry.Request is not { } type)
        {
            return Refused(state, new(RefusalCodes.NotEntered, $"The journey '{journey.Name}' is not entered by a call; its 'enter' would have to say 'by: api'."));
        }

        // Never before what is known already, though the service's clock may be behind.
        var given = RuntimeEvents.OfRequest(state.Id, command.CommandId, command.Data, now > state.Clock ? now : state.Clock);
        if (EventChecks.CheckOwn(given, type, $"the data of {journey.Name}") is var check && check.Event is not { } input)
        {
            return Refused(state, check.Refusal!);
        }

        return state.Seen.AddNew(input.Id) is { } seen ? Enter(state, seen, journey, input, now, definitions) : Turn.Again(state);
    }

    private static Turn Enter(CustomerState state, SeenIds seen, Journey journey, CustomerEvent input, DateTimeOffset now, DefinitionSet definitions)
    {
        var turn = TurnBuilder.Begin(state, definitions, $"enter {journey.Name} {input.Id}", now);
        turn.Set.Seen = seen;
        turn.Set.KnownSince ??= turn.Now;
        if (EntryRules.Begin(turn, journey, new(input)) is { } not)
        {
            return Refused(state, new(RefusalCodes.NotEntered, $"Not entered: {not.Why}."));
        }

        JourneyRules.TakeStarts(turn);
        SegmentRules.Settle(turn);
        ScheduleRules.Settle(turn);
        LookAhead.Release(turn);
        return turn.Finish();
    }

    private static Turn Refused(CustomerState state, Refusal refusal) => new(state, [], Refusal: refusal);
}
