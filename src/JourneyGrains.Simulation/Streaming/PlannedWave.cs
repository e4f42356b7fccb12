using JourneyGrains.Core;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>A launch whose campaign and wave are known.</summary>
internal sealed record PlannedWave(string Campaign, string Wave, DateTimeOffset At)
{
    /// <summary>The launches in order of their moments.</summary>
    /// <exception cref="ArgumentException">A launch names a campaign or wave that is not defined.</exception>
    public static PlannedWave[] Of(DefinitionSet definitions, IEnumerable<Launch> launches) =>
        [.. launches.OrderBy(launch => launch.At).Select(launch => Resolve(definitions, launch))];

    private static PlannedWave Resolve(DefinitionSet definitions, Launch launch)
    {
        if (definitions.Campaign(launch.Campaign) is not { } campaign)
        {
            var campaigns = string.Join(", ", definitions.Campaigns.Select(known => known.Name));
            throw new ArgumentException(
                $"There is no campaign '{launch.Campaign}'; {(campaigns.Length == 0 ? "the definitions have none" : $"there are: {campaigns}")}.");
        }

        if (campaign.Waves.FirstOrDefault(known => launch.Wave is null || known.Name == launch.Wave) is not { } wave)
        {
            var waves = string.Join(", ", campaign.Waves.Select(known => known.Name));
            throw new ArgumentException($"The campaign '{launch.Campaign}' has no wave '{launch.Wave}'; it has: {waves}.");
        }

        return new(campaign.Name, wave.Name, launch.At);
    }
}
