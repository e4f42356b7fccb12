using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Streams;

namespace JourneyGrains.Storage.Tests.Streams;

public sealed class LogStreamTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("journeygrains-streams-");

    private string File => Path.Combine(directory.FullName, "store.db");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Ten_thousand_events_come_to_their_partitions_readers_each_once_in_the_order_of_the_log()
    {
        await using var host = await StreamHost.StartAsync(File);
        await Task.WhenAll(Enumerable.Range(0, StreamHost.Partitions).Select(async partition =>
        {
            for (var first = 0; first < 2_500; first += 50)
            {
                await host.PublishAsync(partition, first, 50);
            }
        }));

        for (var partition = 0; partition < StreamHost.Partitions; partition++)
        {
            await host.Reading.Reached(partition, 2_500);
            ExpectOffsets(0, 2_500, host.Reading.Of(partition));
            Assert.All(host.Reading.Of(partition), record => Assert.Equal($"{partition}-{record.Offset}", record.Id));
        }
    }

    [Fact]
    public async Task A_reader_that_fails_gets_the_same_events_again_and_none_is_skipped()
    {
        await using var host = await StreamHost.StartAsync(File);
        await host.PublishAsync(1, 0, 10);
        await host.Reading.Reached(1, 10);
        host.Reading.Failures = 3;
        await host.PublishAsync(1, 10, 300);
        await host.Reading.Reached(1, 310);
        ExpectOffsets(0, 310, host.Reading.Of(1));
    }

    [Fact]
    public async Task What_a_reader_had_and_was_not_done_with_when_it_ended_comes_to_the_next_one_though_nothing_more_is_published()
    {
        await using var host = await StreamHost.StartAsync(File);
        await host.PublishAsync(1, 0, 10);
        await host.Reading.Reached(1, 10);
        host.Reading.Holds = true;
        await host.PublishAsync(1, 10, 5);
        await host.Reading.Reached(1, 15);
        host.Reading.Holds = false;
        await host.Reader(1).Leave();
        await host.Reading.Reached(1, 20);
        ExpectOffsets(10, 5, host.Reading.Of(1)[15..]);
        Assert.Equal(14, (await host.Log.PositionAsync(1, "router", CancellationToken.None)).Consumed);
    }

    [Fact]
    public async Task A_reader_that_subscribes_with_a_place_gets_all_from_there_on_however_old_it_is()
    {
        await using (var first = await StreamHost.StartAsync(File))
        {
            await first.PublishAsync(0, 0, 3_000);
            await first.Reading.Reached(0, 3_000);
        }

        await using var host = await StreamHost.StartAsync(File, new Reading { StartAt = 100 });
        await host.PublishAsync(0, 3_000, 1);
        await host.Reading.Reached(0, 2_901);
        ExpectOffsets(100, 2_901, host.Reading.Of(0));
    }

    [Fact]
    public async Task A_reader_that_rewinds_while_it_reads_gets_all_from_there_on_again()
    {
        await using var host = await StreamHost.StartAsync(File);
        await host.PublishAsync(0, 0, 1_000);
        await host.Reading.Reached(0, 1_000);
        await host.Reader(0).Rewind(250);
        await host.PublishAsync(0, 1_000, 1);
        await host.Reading.Reached(0, 1_751);
        ExpectOffsets(250, 751, host.Reading.Of(0)[1_000..]);
    }

    [Fact]
    public async Task A_reader_that_names_no_place_starts_after_what_is_consumed()
    {
        await using (var first = await StreamHost.StartAsync(File))
        {
            await first.PublishAsync(0, 0, 20);
            await first.Reading.Reached(0, 20);
            await first.Log.SetConsumedAsync(0, "router", 19, CancellationToken.None);
        }

        await using var host = await StreamHost.StartAsync(File, new Reading { StartAt = -1 });
        await host.PublishAsync(0, 20, 30);
        await host.Reading.Reached(0, 30);
        ExpectOffsets(20, 30, host.Reading.Of(0));
    }

    [Fact]
    public async Task After_a_restart_reading_goes_on_from_the_stored_offset_without_anything_published()
    {
        await using (var first = await StreamHost.StartAsync(File))
        {
            await first.PublishAsync(2, 0, 500);
            await first.Reading.Reached(2, 500);
            await first.Log.SetConsumedAsync(2, "router", 499, CancellationToken.None);
            first.Reading.Failures = int.MaxValue;
            await first.PublishAsync(2, 500, 400);
        }

        await using var host = await StreamHost.StartAsync(File);
        await host.Reading.Reached(2, 400);
        ExpectOffsets(500, 400, host.Reading.Of(2));
    }

    [Fact]
    public async Task A_reader_that_left_memory_goes_on_where_it_was()
    {
        await using var host = await StreamHost.StartAsync(File);
        await host.PublishAsync(3, 0, 10);
        await host.Reading.Reached(3, 10);
        await host.Log.SetConsumedAsync(3, "router", 9, CancellationToken.None);
        await host.Reader(3).Leave();
        await host.PublishAsync(3, 10, 10);
        await host.Reading.Reached(3, 20);
        ExpectOffsets(0, 20, host.Reading.Of(3));
    }

    [Fact]
    public async Task What_is_not_a_partitions_stream_or_not_an_event_is_refused()
    {
        await using var host = await StreamHost.StartAsync(File);
        var record = Contract.TemporaryStore.Event("a");
        await Refused(host.Stream<EventRecord>(StreamId.Create(StreamNames.Namespace, "ann")).OnNextAsync(record), "partition's stream");
        await Refused(host.Stream<EventRecord>(StreamId.Create("other", "1")).OnNextAsync(record), "partition's stream");
        await Refused(host.Stream<string>(StreamNames.Partition(1)).OnNextAsync("text"), "EventRecord");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Stream(StreamHost.Partitions).OnNextAsync(record));
        var silo = host.Services.GetRequiredKeyedService<IStreamProvider>(StreamNames.Provider);
        await Refused(silo.GetStream<EventRecord>(StreamNames.Partition(9)).OnNextAsync(record), "no partition 9");
    }

    [Fact]
    public async Task A_batch_survives_the_way_between_silos()
    {
        await using var host = await StreamHost.StartAsync(File);
        var serializer = host.Services.GetRequiredService<Serializer>();
        var batch = LogBatch.Of(StreamNames.Partition(1), [Contract.TemporaryStore.Event("a") with { Offset = 7 }]);
        var copy = Assert.IsType<LogBatch>(serializer.Deserialize<IBatchContainer>(serializer.SerializeToArray<IBatchContainer>(batch)));
        Assert.Equal((batch.StreamId, batch.SequenceToken), (copy.StreamId, copy.SequenceToken));
        Assert.Equal(7, Assert.Single(copy.GetEvents<EventRecord>()).Item1.Offset);
    }

    private static async Task Refused(Task publishing, string why)
    {
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => publishing);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static void ExpectOffsets(int first, int count, EventRecord[] records) =>
        Assert.Equal(Enumerable.Range(first, count).Select(offset => (long)offset), records.Select(record => record.Offset));
}
