using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

public abstract class LogTimeRaceContract(Func<TemporaryStore> open)
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>The promise on which timers rest: at a partition's time, everything that arrived before it is consumed.</summary>
    [SkippableFact]
    public async Task Nothing_that_is_not_consumed_ever_arrives_before_a_time_that_was_given_out()
    {
        const int Events = 1_500;
        await using var temporary = open();
        await using var store = temporary.OpenAnother(1, TimeProvider.System);
        var appending = Task.WhenAll(Enumerable.Range(0, 3).Select(producer => Task.Run(async () =>
        {
            for (var index = 0; index < Events / 3; index++)
            {
                await store.Log.AppendAsync(0, new([Event($"{producer}-{index}")]), [], None);
            }
        })));
        var consuming = Task.Run(() => ConsumeAsync(store.Log, Events));
        var given = await Task.Run(() => PollAsync(store.Log, consuming));
        await Task.WhenAll(appending, consuming);

        var arrivals = (await store.Log.ReadAsync(0, -1, int.MaxValue, None)).Select(record => record.Arrival!.Value).ToArray();
        Assert.Equal(Events, arrivals.Length);
        Assert.All(given, one => Assert.True(one.Consumed + 1 >= Events || arrivals[one.Consumed + 1] >= one.Time));
        Assert.Equal(given.Select(one => one.Time).Order(), given.Select(one => one.Time));
    }

    private static async Task ConsumeAsync(IEventLog log, int events)
    {
        for (var consumed = -1L; consumed < events - 1;)
        {
            await log.WaitAsync(0, consumed, TimeSpan.FromSeconds(30), None);
            consumed = (await log.ReadAsync(0, consumed, 100, None))[^1].Offset;
            await log.SetConsumedAsync(0, "router", consumed, None);
        }
    }

    private static async Task<List<(DateTimeOffset Time, long Consumed)>> PollAsync(IEventLog log, Task until)
    {
        var given = new List<(DateTimeOffset Time, long Consumed)>();
        while (!until.IsCompleted)
        {
            var time = await log.TimeAsync(0, "router", None);
            var consumed = (await log.PositionAsync(0, "router", None)).Consumed;
            if (given.Count == 0 || given[^1] != (time, consumed))
            {
                given.Add((time, consumed));
            }

            await Task.Yield();
        }

        return given;
    }
}
