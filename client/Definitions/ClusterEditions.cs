using System.Runtime.CompilerServices;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.CommandLine.Definitions;

/// <summary>An edition that was published in a cluster, with its files and what this program reads of them.</summary>
internal sealed record ClusterEdition(Edition About, DefinitionFiles Files, LoadedDefinitions Loaded);

/// <summary>The editions of a cluster.</summary>
internal static class ClusterEditions
{
    /// <summary>Oldest first; those whose files are no longer kept are left out.</summary>
    /// <param name="asking">Asks again while no silo answers; null: what is not answered fails.</param>
    public static async IAsyncEnumerable<ClusterEdition> ReadAsync(
        IOperationsGrain operations, Reconnecting? asking, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var about in (await Reconnecting.AskAsync(asking, operations.Definitions, cancellation)).Editions)
        {
            if (about.Kept && await Reconnecting.AskAsync(asking, () => operations.Edition(about.Number), cancellation) is { } edition)
            {
                var files = DefinitionFiles.Unpack(edition.Files);
                var loaded = DefinitionReader.ReadPublished(files);
                yield return new(
                    Edition.Of(about.Number, loaded.Definitions ?? DefinitionSet.Empty, about.At) with { Digest = about.Digest }, files, loaded);
            }
        }
    }
}
