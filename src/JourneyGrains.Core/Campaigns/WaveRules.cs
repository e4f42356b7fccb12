using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Messaging;

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

        var origin = $"{input.Campaign}/{input.Wave}";
        var turn = new TurnBuilder(state, $"wave {origin}", now, definitions);
        var sent = Offer(turn, wave, origin);
        var waves = turn.State.Waves.Add(new(input.Campaign, input.Wave, turn.Now, sent));
        if (waves.Length > CustomerLimits.WavesMax)
        {
            var oldest = $"{waves[0].Campaign}/{waves[0].Wave}";
            turn.Tell(LineKind.Limit, $"More than {CustomerLimits.WavesMax} waves are remembered: the oldest is forgotten.", oldest);
            waves = waves.RemoveAt(0);
        }

        turn.State = turn.State with { Waves = waves };
        return turn.Finish();
    }

    private static bool Offer(TurnBuilder turn, Wave wave, string origin)
    {
        var scope = turn.Scope();
        if (!wave.Audience.Holds(scope))
        {
            turn.Tell(LineKind.NotInAudience, $"Not in the audience: {wave.Audience} does not hold.", origin);
            return false;
        }

        var arms = TrialRules.Begin(turn, origin, wave.Purpose);
        return SendRules.Decide(
            turn, new(origin, null, "", "", wave.Template, wave.Channel, wave.Purpose, wave.Expires, wave.Terms, arms), scope);
    }
}
