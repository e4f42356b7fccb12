using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Tests.Sqlite;

public sealed class WorkQueueTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly List<int> batch = [];

    [Fact]
    public async Task What_is_added_is_taken_in_order_and_no_more_than_a_batch_at_once()
    {
        var queue = new WorkQueue<int>(10, batchMax: 2);
        foreach (var item in (int[])[1, 2, 3])
        {
            await queue.AddAsync(item, None);
        }

        Assert.True(queue.Take(batch, Timeout.InfiniteTimeSpan));
        Assert.Equal([1, 2], batch);
    }

    [Fact]
    public async Task Work_of_many_rows_ends_a_batch()
    {
        var queue = new WorkQueue<int>(10, batchMax: 10, rowsMax: 5, rows: item => item);
        foreach (var item in (int[])[4, 3, 2])
        {
            await queue.AddAsync(item, None);
        }

        Assert.True(queue.Take(batch, Timeout.InfiniteTimeSpan));
        Assert.Equal([4, 3], batch);
    }

    [Fact]
    public async Task A_full_queue_makes_its_caller_wait_until_something_is_taken()
    {
        var queue = new WorkQueue<int>(1, batchMax: 10);
        await queue.AddAsync(1, None);
        var waiting = queue.AddAsync(2, None).AsTask();
        Assert.False(waiting.IsCompleted);

        queue.Take(batch, Timeout.InfiniteTimeSpan);
        await waiting;
        queue.Take(batch, Timeout.InfiniteTimeSpan);

        Assert.Equal([1, 2], batch);
    }

    [Fact]
    public async Task A_wait_for_room_can_be_cancelled_and_nothing_is_added()
    {
        var queue = new WorkQueue<int>(1, batchMax: 10);
        await queue.AddAsync(1, None);
        using var cancellation = new CancellationTokenSource();
        var waiting = queue.AddAsync(2, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        queue.Take(batch, Timeout.InfiniteTimeSpan);
        Assert.Equal([1], batch);
    }

    [Fact]
    public async Task A_closed_queue_refuses_more_and_gives_what_it_has()
    {
        var queue = new WorkQueue<int>(1, batchMax: 10);
        await queue.AddAsync(1, None);
        var waiting = queue.AddAsync(2, None).AsTask();

        queue.Close();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.True(queue.Take(batch, Timeout.InfiniteTimeSpan));
        batch.Clear();
        Assert.False(queue.Take(batch, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Patience_ends_without_work() => Assert.True(new WorkQueue<int>(1, batchMax: 1).Take(batch, TimeSpan.Zero));
}
