using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The published editions in the store: a list of them, and the files of each under their digest.</summary>
internal sealed class EditionStore(IDocumentStore documents, ICustomerStore customers, TimeProvider clock)
{
    /// <summary>Editions whose files are kept. Of older ones those go, the oldest first, on whose versions no run is.</summary>
    public const int KeptMax = 200;

    private const string Kind = EditionHistory.DocumentKind;
    private const string HistoryKey = EditionHistory.DocumentKey;

    public async Task<EditionHistory> HistoryAsync() => (await ReadAsync()).History;

    /// <summary>The files of an edition; null: they are no longer kept.</summary>
    public async Task<DefinitionFiles?> FilesAsync(Edition edition) => await PackedAsync(edition) is { } packed ? DefinitionFiles.Unpack(packed) : null;

    /// <summary>The same as <see cref="DefinitionFiles.Pack"/> gave them.</summary>
    public async Task<byte[]?> PackedAsync(Edition edition) =>
        await documents.ReadAsync(Kind, edition.Digest, CancellationToken.None) is { Body: { Length: > 0 } packed } ? packed : null;

    /// <summary>Makes it the last edition, where it is not so already, and gives the history with it.</summary>
    public async Task<EditionHistory> PublishAsync(DefinitionFiles files, DefinitionSet definitions)
    {
        while (true)
        {
            var (history, version) = await ReadAsync();
            if (history.Last?.Digest == definitions.Digest)
            {
                return history;
            }

            try
            {
                await KeepAsync(definitions.Digest, files);
                var inUse = await RunsAsync();
                var edition = Edition.Of((history.Last?.Number ?? 0) + 1, definitions, clock.GetUtcNow()) with { Ended = Ending(history.Last, definitions, inUse) };
                var next = new EditionHistory(history.Editions.Add(edition))
                    .Trim(KeptMax, (journey, known) => inUse.ContainsKey((journey, known)));
                await documents.WriteAsync(Kind, HistoryKey, next.Write(), version, CancellationToken.None);
                await ForgetAsync(history.Editions.Where(known => known.Kept).Select(known => known.Digest)
                    .Except(next.Editions.Where(known => known.Kept).Select(known => known.Digest)));
                return next;
            }
            catch (StoreConflictException)
            {
                // Another silo was first: what it published is in the history now.
            }
        }
    }

    /// <summary>The versions of journeys with runs on them, and how many.</summary>
    public async Task<IReadOnlyDictionary<(string Journey, string Version), long>> RunsAsync() =>
        (await customers.TotalsAsync(CancellationToken.None)).Where(total => VersionTotals.Is(total.Key) && total.Value > 0)
            .ToDictionary(total => VersionTotals.VersionOf(total.Key), total => total.Value);

    private static ImmutableSortedDictionary<string, long>? Ending(
        Edition? last, DefinitionSet next, IReadOnlyDictionary<(string Journey, string Version), long> runs)
    {
        var ending = runs.Where(version => next.Journey(version.Key.Journey) is null && last?.Journeys.ContainsKey(version.Key.Journey) == true)
            .GroupBy(version => version.Key.Journey, version => version.Value)
            .ToImmutableSortedDictionary(journey => journey.Key, journey => journey.Sum(), StringComparer.Ordinal);
        return ending.IsEmpty ? null : ending;
    }

    private async Task<(EditionHistory History, long Version)> ReadAsync() =>
        await documents.ReadAsync(Kind, HistoryKey, CancellationToken.None) is { } stored
            ? (EditionHistory.Read(stored.Body), stored.Version)
            : (EditionHistory.None, 0);

    private async Task KeepAsync(string digest, DefinitionFiles files)
    {
        var stored = await documents.ReadAsync(Kind, digest, CancellationToken.None);
        if (stored is null or { Body.Length: 0 })
        {
            await documents.WriteAsync(Kind, digest, files.Pack(), stored?.Version ?? 0, CancellationToken.None);
        }
    }

    private async Task ForgetAsync(IEnumerable<string> digests)
    {
        foreach (var digest in digests)
        {
            if (await documents.ReadAsync(Kind, digest, CancellationToken.None) is { } stored)
            {
                await documents.WriteAsync(Kind, digest, [], stored.Version, CancellationToken.None);
            }
        }
    }
}
