using System.Collections.Immutable;
using JourneyGrains.Client.Connecting;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Definitions;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.CommandLine.Exporting;

/// <summary>Writes a running system's log into a folder (<see cref="LogFolder"/>): its events by arrival, and its customers with their journals.</summary>
/// <param name="asking">Asks again while no silo answers; null: what is not answered fails.</param>
internal sealed class LogExport(IJourneyGrains grains, string folder, Reconnecting? asking = null)
{
    private const int EventsPage = 1_000;
    private const int LivesPage = 200;

    /// <returns>Forgotten customers are in the file, without a name, and are not counted as customers: what they took is a part of the digest.</returns>
    public async Task<(long Events, long Customers, long Forgotten)> WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, LogFolder.AboutFile));
        var partitions = await grains.PartitionsAsync(cancellation);
        var definitions = await AskAsync(grains.Operations.Definitions, cancellation);

        // Lives first: whatever they have taken is in the log by then.
        var (customers, forgotten) = await WriteLivesAsync(partitions, cancellation);
        var events = await WriteEventsAsync(partitions, cancellation);
        LogFolder.Finish(folder, partitions, definitions.Digest, await WriteEditionsAsync(cancellation));
        return (events, customers, forgotten);
    }

    /// <summary>After the lives: whatever they were decided by is published by then.</summary>
    private async Task<ImmutableArray<Edition>> WriteEditionsAsync(CancellationToken cancellation)
    {
        var editions = ImmutableArray.CreateBuilder<Edition>();
        if (Path.GetDirectoryName(LogFolder.EditionFolder(folder, 1)) is { } old && Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }

        await foreach (var edition in ClusterEditions.ReadAsync(grains.Operations, asking, cancellation))
        {
            edition.Files.WriteTo(LogFolder.EditionFolder(folder, edition.About.Number));
            editions.Add(edition.About);
        }

        return editions.ToImmutable();
    }

    private async Task<(long Customers, long Forgotten)> WriteLivesAsync(int partitions, CancellationToken cancellation)
    {
        await using var file = new BufferedStream(File.Create(Path.Combine(folder, LogFolder.LivesFile)), 64 * 1024);
        var (customers, forgotten) = (0L, 0L);
        for (var partition = 0; partition < partitions; partition++)
        {
            var after = "";
            LifeRecord[] page;
            do
            {
                var from = after;
                page = await AskAsync(() => grains.Operations.Lives(partition, from, LivesPage), cancellation);
                foreach (var life in page.Select(Recorded))
                {
                    LogFolder.Write(file, life);
                    (customers, forgotten) = life.State.Forgotten ? (customers, forgotten + 1) : (customers + 1, forgotten);
                }

                after = page.Length == 0 ? after : page[^1].CustomerId;
            }
            while (page.Length == LivesPage);
        }

        return (customers, forgotten);
    }

    /// <summary>In order of arrival over all partitions, so that the file can be replayed; within a partition that is its own order.</summary>
    private async Task<long> WriteEventsAsync(int partitions, CancellationToken cancellation)
    {
        await using var file = new BufferedStream(File.Create(Path.Combine(folder, LogFolder.EventsFile)), 64 * 1024);
        var next = new PriorityQueue<IAsyncEnumerator<EventRecord>, (DateTimeOffset Arrival, int Partition)>();
        for (var partition = 0; partition < partitions; partition++)
        {
            var events = Events(partition, cancellation).GetAsyncEnumerator(cancellation);
            if (await events.MoveNextAsync())
            {
                next.Enqueue(events, (events.Current.Arrival!.Value, partition));
            }
        }

        var count = 0L;
        while (next.TryDequeue(out var events, out var place))
        {
            JsonLines.Write(file, new RecordedEvent(events.Current.ToEvent(), events.Current.Arrival!.Value, ++count));
            if (await events.MoveNextAsync())
            {
                next.Enqueue(events, (events.Current.Arrival!.Value, place.Partition));
            }
        }

        return count;
    }

    private async IAsyncEnumerable<EventRecord> Events(
        int partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = -1L;
        EventRecord[] page;
        do
        {
            var from = after;
            page = await AskAsync(() => grains.Operations.Log(partition, from, EventsPage), cancellation);
            foreach (var record in page)
            {
                yield return record;
            }

            after = page.Length == 0 ? after : page[^1].Offset;
        }
        while (page.Length == EventsPage);
    }

    private Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation) =>
        Reconnecting.AskAsync(asking, ask, cancellation);

    private static RecordedLife Recorded(LifeRecord life) => new(
        StateEncoding.Read(life.State), [.. life.Journal.Select(row => new RecordedInput(row.At, row.AfterOffset, CoreJson.ReadJournaled(row.Input)))]);
}
