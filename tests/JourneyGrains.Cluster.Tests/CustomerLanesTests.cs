using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Grains.Partitions;

namespace JourneyGrains.Cluster.Tests;

public sealed class CustomerLanesTests
{
    private readonly List<(string Call, TaskCompletionSource<bool> Taken)> calls = [];
    private readonly CustomerLanes lanes;

    public CustomerLanesTests()
    {
        lanes = new((customer, events) =>
        {
            calls.Add(($"{customer}: {string.Join(' ', events.Select(record => record.Id))}", new()));
            return calls[^1].Taken.Task;
        });
    }

    [Fact]
    public async Task Customers_do_not_wait_for_one_another_and_a_batch_is_done_with_its_last()
    {
        var first = lanes.Add([Event("ann", "1"), Event("bob", "2"), Event("ann", "3")]);
        var second = lanes.Add([Event("cleo", "4")]);
        Assert.Equal(["ann: 1 3", "bob: 2", "cleo: 4"], Calls);

        calls[2].Taken.SetResult(true);
        await second;
        calls[0].Taken.SetResult(true);
        Assert.False(first.IsCompleted);
        calls[1].Taken.SetResult(true);
        await first;
        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task What_comes_while_a_customer_is_called_goes_in_order_with_their_next_call()
    {
        var first = lanes.Add([Event("ann", "1")]);
        var second = lanes.Add([Event("ann", "2"), Event("ann", "3")]);
        var third = lanes.Add([Event("ann", "4")]);
        Assert.Equal(["ann: 1"], Calls);

        calls[0].Taken.SetResult(true);
        await first;
        Assert.Equal(["ann: 1", "ann: 2 3 4"], Calls);
        Assert.False(second.IsCompleted || third.IsCompleted);
        calls[1].Taken.SetResult(true);
        await Task.WhenAll(second, third);
        _ = lanes.Add([Event("ann", "5")]);
        Assert.Equal("ann: 5", Calls[^1]);
    }

    [Fact]
    public async Task Who_reads_on_waits_for_room_and_not_for_ever()
    {
        _ = lanes.Add([Event("ann", "1"), Event("bob", "2")]);
        Assert.True(await lanes.RoomAsync(3, TimeSpan.Zero));
        Assert.False(await lanes.RoomAsync(2, TimeSpan.FromMilliseconds(1)));

        var room = lanes.RoomAsync(2, TimeSpan.FromMinutes(1));
        Assert.False(room.IsCompleted);
        calls[0].Taken.SetResult(true);
        Assert.True(await room);
    }

    [Fact]
    public async Task A_router_that_ends_waits_for_calls_under_way_and_gives_up_what_follows()
    {
        var batch = lanes.Add([Event("ann", "1")]);
        _ = lanes.Add([Event("ann", "2")]);
        var end = lanes.EndAsync();
        Assert.False(end.IsCompleted);
        calls[0].Taken.SetResult(false);
        await end;
        Assert.False(batch.IsCompleted);
        Assert.Equal(["ann: 1"], Calls);
    }

    private List<string> Calls => [.. calls.Select(call => call.Call)];

    private static EventRecord Event(string customer, string id) => new(id, customer, EventTypes.ProductViewed, DateTimeOffset.UnixEpoch, []);
}
