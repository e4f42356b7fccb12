using JourneyGrains.Definitions;
using JourneyGrains.Delivery;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Holds the calls of journeys against the hosts that this silo's settings allow.</summary>
internal sealed class AllowedCalls(IOptions<DeliveryOptions> options)
{
    /// <summary>Of each call that would be refused: where it stands, and what to do.</summary>
    public string[] Notes(LoadedDefinitions loaded) =>
        [.. loaded.CallsBeyond([.. options.Value.Calls.Hosts.Values.Select(host => new Uri(host.Url!))]).Select(note => note.ToString())];
}
