using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Core.Campaigns;

/// <summary>A wave that reaches a customer: judged at that moment, once.</summary>
internal static class WaveRules
{
    public static Turn Take(CustomerState state, WaveInput input, DateTimeOffset now, DefinitionSet definitions)
    {
        if (state.Forgotten || state.Waves.Any(taken => taken.Campaign == input.Campaign && taken.Wave == input.Wave))
        {
            return Turn.Nothing(state);
        }

        if (definitions.Campaign(input.Campaign)?.Waves.FirstOrDefault(known => known.Name == input.Wave) is not { } wave)
        {
            return Turn.Nothing(state);
        }

        var origin = Campaign.OriginOf(input.Campaign, input.Wave);
        var turn = TurnBuilder.Begin(state, definitions, $"wave {origin}", now);
        var (sent, entered) = Offer(turn, wave, input, origin);
        var waves = turn.State.Waves.Add(new(input.Campaign, input.Wave, turn.Now, sent) { Entered = entered });
        if (waves.Length > CustomerLimits.WavesMax)
        {
            var oldest = Campaign.OriginOf(waves[0].Campaign, waves[0].Wave);
            turn.Tell(LineKind.Limit, $"More than {CustomerLimits.WavesMax} waves are remembered: the oldest is forgotten.", oldest);
            waves = waves.RemoveAt(0);
        }

        turn.Set.Waves = waves;
        return turn.Finish();
    }

    private static (bool Sent, bool Entered) Offer(TurnBuilder turn, Wave wave, WaveInput input, string origin)
    {
        var scope = turn.Scope();
        if (!wave.Audience.Holds(scope))
        {
            turn.Tell(LineKind.NotInAudience, $"Not in the audience: {wave.Audience} does not hold.", origin);
            return (false, false);
        }

        return (wave.Template is { } template && Send(turn, wave, template, origin, scope), wave.Journey is { } journey && Enter(turn, journey, input, origin));
    }

    private static bool Send(TurnBuilder turn, Wave wave, string template, string origin, Scope scope)
    {
        var arms = TrialRules.Begin(turn, origin, wave.Purpose);
        return SendRules.Decide(turn, new(origin, null, "", "", template, wave.Channel, wave.Purpose, wave.Expires, wave.Terms, arms), scope);
    }

    /// <summary>Told of the wave as well as of the journey, so that each is counted.</summary>
    private static bool Enter(TurnBuilder turn, string name, WaveInput wave, string origin)
    {
        if (turn.Definitions.Journey(name) is not { } journey)
        {
            turn.Tell(LineKind.NotEntered, $"{name} not entered: the journey is not among the definitions.", origin);
            return false;
        }

        var input = RuntimeEvents.OfWave(turn.State.Id, wave.Campaign, wave.Wave, turn.Now);
        if (EntryRules.Begin(turn, journey, new(input)) is { } not)
        {
            turn.Tell(not.Kind, $"{name} not entered: {not.Why}.", origin);
            return false;
        }

        turn.Tell(LineKind.Entered, $"{name} entered.", origin);
        JourneyRules.TakeStarts(turn);
        SegmentRules.Settle(turn);
        return true;
    }
}
