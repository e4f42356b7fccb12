using System.Collections.Immutable;
using System.Text.Json.Serialization;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.Simulation.Lives;

/// <summary>What the files of an exported log need to be read.</summary>
/// <param name="Definitions">The digest of the definitions that were in force at the export.</param>
/// <param name="Editions">What was published, in order; those whose files are kept are in folders of their numbers. None: an older program's export.</param>
public sealed record LogAbout(int Version, int Partitions, string Definitions, ImmutableArray<Edition> Editions = default)
{
    public ImmutableArray<Edition> Editions { get; } = Editions.IsDefault ? [] : Editions;
}

/// <summary>What checking a log came to, for programs.</summary>
internal sealed record LogOutcome(string Digest, string SystemDigest, int Customers, int Diverging, int Waiting);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LogAbout))]
[JsonSerializable(typeof(LogOutcome))]
internal sealed partial class LifeJsonContext : JsonSerializerContext;
