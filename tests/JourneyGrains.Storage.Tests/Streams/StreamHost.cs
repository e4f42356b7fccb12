using System.Globalization;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Sqlite;
using JourneyGrains.Storage.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace JourneyGrains.Storage.Tests.Streams;

/// <summary>A silo with the log's streams over a file, and a client that publishes.</summary>
public sealed class StreamHost : IAsyncDisposable
{
    public const int Partitions = 4;

    private readonly InProcessTestCluster cluster;

    private StreamHost(InProcessTestCluster cluster, Reading reading)
    {
        this.cluster = cluster;
        Reading = reading;
    }

    public Reading Reading { get; }

    public IEventLog Log => cluster.Silos[0].ServiceProvider.GetRequiredService<IEventLog>();

    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    public static async Task<StreamHost> StartAsync(string path, Reading? reading = null)
    {
        reading ??= new Reading();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(reading);
            silo.Services.AddSqliteStorage(store => (store.Path, store.Partitions) = (path, Partitions));
            silo.AddLogStreams();
        });
        builder.ConfigureClient(client => client.AddLogStreamPublishing());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new StreamHost(cluster, reading);
    }

    public IAsyncStream<EventRecord> Stream(int partition) => Stream<EventRecord>(StreamNames.Partition(partition));

    public IAsyncStream<T> Stream<T>(StreamId id) => cluster.Client.GetStreamProvider(StreamNames.Provider).GetStream<T>(id);

    public IReaderGrain Reader(int partition) =>
        cluster.Client.GetGrain<IReaderGrain>(partition.ToString(CultureInfo.InvariantCulture));

    public Task PublishAsync(int partition, int first, int count) => Stream(partition).OnNextBatchAsync(
        [.. Enumerable.Range(first, count).Select(index => Contract.TemporaryStore.Event($"{partition}-{index}"))]);

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
