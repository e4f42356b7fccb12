using System.Threading.Channels;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;

namespace JourneyGrains.Cluster.Tests;

public sealed class CheckpointTests
{
    private readonly SlowLog log = new();
    private readonly List<Exception> told = [];

    [Fact]
    public async Task While_one_place_is_written_the_furthest_of_those_that_come_is_next()
    {
        var checkpoint = new Checkpoint(log, 0, told.Add, Timeout.InfiniteTimeSpan);
        checkpoint.Reach(1);
        checkpoint.Reach(2);
        checkpoint.Reach(5);
        checkpoint.Reach(4);

        (await log.Written()).SetResult();
        (await log.Written()).SetResult();
        await checkpoint.CloseAsync();
        Assert.Equal([1, 5], log.Offsets);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_place_that_could_not_be_written_is_tried_again_and_told_of_once()
    {
        var checkpoint = new Checkpoint(log, 0, told.Add, Timeout.InfiniteTimeSpan);
        checkpoint.Reach(1);
        (await log.Written()).SetException(new IOException("away"));
        (await log.Written()).SetException(new IOException("away"));
        checkpoint.Reach(2);
        (await log.Written()).SetResult();
        await checkpoint.CloseAsync();

        Assert.Equal([1, 1, 2], log.Offsets);
        Assert.IsType<IOException>(Assert.Single(told));
    }

    [Fact]
    public async Task A_router_that_ends_does_not_wait_for_a_store_that_is_away()
    {
        var checkpoint = new Checkpoint(log, 0, told.Add, Timeout.InfiniteTimeSpan);
        checkpoint.Reach(1);
        var closed = checkpoint.CloseAsync();
        (await log.Written()).SetException(new IOException("away"));
        await closed;
        Assert.Equal([1], log.Offsets);
    }

    [Fact]
    public async Task A_place_is_written_for_good_later_and_again_until_it_is()
    {
        var checkpoint = new Checkpoint(log, 0, told.Add, TimeSpan.Zero);
        checkpoint.Reach(3);
        (await log.Written()).SetResult();
        (await log.Written()).SetException(new IOException("it forgot what was not on the disk"));
        (await log.Written()).SetResult();
        checkpoint.Reach(4);
        (await log.Written()).SetResult();
        (await log.Written()).SetResult();
        await checkpoint.CloseAsync();

        Assert.Equal([3, 4], log.Offsets);
        Assert.Equal([3, 3, 4], log.Durable);
    }

    private sealed class SlowLog : IEventLog
    {
        private readonly Channel<TaskCompletionSource> writes = Channel.CreateUnbounded<TaskCompletionSource>();

        public List<long> Offsets { get; } = [];

        public List<long> Durable { get; } = [];

        public int Partitions => 1;

        public bool FollowsLog => false;

        /// <summary>The next write, for the test to end.</summary>
        public async Task<TaskCompletionSource> Written() => await writes.Reader.ReadAsync();

        public Task SetConsumedAsync(int partition, string consumer, long offset, CancellationToken cancellation, bool durable = false)
        {
            (durable ? Durable : Offsets).Add(offset);
            var write = new TaskCompletionSource();
            Assert.True(writes.Writer.TryWrite(write));
            return write.Task;
        }

        public ValueTask LearnTimeAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<LogAppend> AppendAsync(int partition, AppendRequest request, IReadOnlyList<DeadLetter> refused, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<EventRecord>> ReadAsync(int partition, long after, int most, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<LogPosition> PositionAsync(int partition, string consumer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<DateTimeOffset> TimeAsync(int partition, string consumer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> WaitAsync(int partition, long after, TimeSpan most, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
