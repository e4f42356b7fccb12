using System.Collections.Immutable;
using JourneyGrains.Client.Connecting;
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
internal sealed class LogExport(IJourneyGrains grains, string folder)
{
    private const int EventsPage = 1_000;
    private const int LivesPage = 200;

    public async Task<(long Events, long Lives)> WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, LogFolder.AboutFile));
        var partitions = await grains.PartitionsAsync(cancellation);
        var definitions = await grains.Operations.Definitions().WaitAsync(cancellation);

        // Lives first: whatever they have taken is in the log by then.
        var lives = await WriteLivesAsync(partitions, cancellation);
        var events = await WriteEventsAsync(partitions, cancellation);
        LogFolder.Finish(folder, partitions, definitions.Digest, await WriteEditionsAsync(cancellation));
        return (events, lives);
    }

    /// <summary>After the lives: whatever they were decided by is published by then.</summary>
    private async Task<ImmutableArray<Edition>> WriteEditionsAsync(CancellationToken cancellation)
    {
        var editions = ImmutableArray.CreateBuilder<Edition>();
        if (Path.GetDirectoryName(LogFolder.EditionFolder(folder, 1)) is { } old && Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }

        await foreach (var edition in ClusterEditions.ReadAsync(grains.Operations, cancellation))
        {
            edition.Files.WriteTo(LogFolder.EditionFolder(folder, edition.About.Number));
            editions.Add(edition.About);
        }

        return editions.ToImmutable();
    }

    private async Task<long> WriteLivesAsync(int partitions, CancellationToken cancellation)
    {
        await using var file = new BufferedStream(File.Create(Path.Combine(folder, LogFolder.LivesFile)), 64 * 1024);
        var count = 0L;
        for (var partition = 0; partition < partitions; partition++)
        {
            var after = "";
            LifeRecord[] page;
            do
            {
                page = await grains.Operations.Lives(partition, after, LivesPage).WaitAsync(cancellation);
                foreach (var life in page)
                {
                    LogFolder.Write(file, Recorded(life));
                }

                count += page.Length;
                after = page.Length == 0 ? after : page[^1].CustomerId;
            }
            while (page.Length == LivesPage);
        }

        return count;
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
            page = await grains.Operations.Log(partition, after, EventsPage).WaitAsync(cancellation);
            foreach (var record in page)
            {
                yield return record;
            }

            after = page.Length == 0 ? after : page[^1].Offset;
        }
        while (page.Length == EventsPage);
    }

    private static RecordedLife Recorded(LifeRecord life) => new(
        StateEncoding.Read(life.State), [.. life.Journal.Select(row => new RecordedInput(row.At, row.AfterOffset, CoreJson.ReadJournaled(row.Input)))]);
}
