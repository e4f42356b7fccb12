using JourneyGrains.Contracts.Streams;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

/// <summary>Random lives of a log, held against the model. The seed is in the test's name.</summary>
public abstract class LogModelContract(Func<TemporaryStore> open)
{
    private const string Consumer = "router";
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>How long each life is.</summary>
    protected virtual int Steps => 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public Task A_log_with_its_own_time_does_what_its_model_does(int seed) => LiveAsync(new Random(seed), follows: false);

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public Task A_log_that_gives_the_time_does_what_its_model_does(int seed) => LiveAsync(new Random(seed), follows: true);

    private async Task LiveAsync(Random random, bool follows)
    {
        await using var temporary = open();
        var models = Enumerable.Range(0, Partitions).Select(_ => new LogModel()).ToArray();
        await AppendAsync(temporary, models, 0, new AppendRequest([Event("first", arrival: Recorded(random, follows) ?? Past(follows))]), follows);
        for (var step = 0; step < Steps; step++)
        {
            var partition = random.Next(Partitions);
            await StepAsync(random, temporary, models, partition, follows);
            Assert.Equal(
                new LogPosition(models[partition].Head, models[partition].Consumed),
                await temporary.Store.Log.PositionAsync(partition, Consumer, None));
        }

        for (var partition = 0; partition < Partitions; partition++)
        {
            Assert.Equal(models[partition].After(-1), (await temporary.ReadAsync(partition)).Select(Key));
        }
    }

    private static async Task StepAsync(Random random, TemporaryStore temporary, LogModel[] models, int partition, bool follows)
    {
        var (model, log) = (models[partition], temporary.Store.Log);
        switch (random.Next(10))
        {
            case < 4:
                await AppendAsync(temporary, models, partition, Request(random, follows), follows);
                break;
            case < 6 when model.Head >= 0:
                var offset = random.NextInt64(model.Head + 1);
                await log.SetConsumedAsync(partition, Consumer, random.Next(2) == 0 ? model.Head : offset, None);
                model.Consume((await log.PositionAsync(partition, Consumer, None)).Consumed);
                Assert.True(model.Consumed >= offset);
                break;
            case < 8:
                Assert.Equal(model.Time(temporary.Clock.Now, follows), await log.TimeAsync(partition, Consumer, None));
                break;
            case 8:
                temporary.Clock.Advance(TimeSpan.FromSeconds(random.Next(-30, 60)));
                break;
            default:
                var after = random.NextInt64(-1, model.Head + 1);
                Assert.Equal(model.After(after).Take(7), (await log.ReadAsync(partition, after, 7, None)).Select(Key));
                await RestartAsync(temporary, models);
                break;
        }
    }

    private static async Task RestartAsync(TemporaryStore temporary, LogModel[] models)
    {
        // Something written makes the times given out so far durable.
        await temporary.Store.DeadLetters.AddAsync([Letters.Of("ann", "x")], None);
        await temporary.ReopenAsync();
        foreach (var model in models)
        {
            model.Restart();
        }
    }

    private static async Task AppendAsync(TemporaryStore temporary, LogModel[] models, int partition, AppendRequest request, bool follows) =>
        Assert.Equal(models[partition].Append(request, temporary.Clock.Now, follows), await temporary.AppendAsync(partition, request));

    private static AppendRequest Request(Random random, bool follows)
    {
        var producer = random.Next(3) switch { 0 => null, 1 => "p", _ => "q" };
        var events = Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            Event($"e{random.Next(100)}", sequence: random.Next(0, 40), arrival: Recorded(random, follows))).ToArray();

        // The partition's very first arrival is given, so that the model needs no rule for an empty log without any time.
        events[0] = events[0] with { Arrival = events[0].Arrival ?? Past(follows) };
        return new AppendRequest(events, producer, random.Next(4) == 0 ? Recorded(random, follows) : null);
    }

    private static DateTimeOffset? Past(bool follows) => follows ? new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero) : null;

    private static DateTimeOffset? Recorded(Random random, bool follows) =>
        random.Next(4) == 0 ? null : Past(follows)?.AddSeconds(random.Next(100_000));

    private static (string Id, long Offset, DateTimeOffset Arrival) Key(EventRecord record) =>
        (record.Id, record.Offset, record.Arrival!.Value);
}
