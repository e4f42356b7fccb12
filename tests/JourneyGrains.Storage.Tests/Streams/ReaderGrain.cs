using System.Globalization;
using JourneyGrains.Contracts.Streams;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace JourneyGrains.Storage.Tests.Streams;

[Alias("journeygrains.tests.reader")]
public interface IReaderGrain : IGrainWithStringKey
{
    /// <summary>Asks for all from an offset on again.</summary>
    [Alias("rewind")]
    Task Rewind(long offset);

    [Alias("leave")]
    Task Leave();
}

/// <summary>Reads a partition and stores how far it is, as the router does.</summary>
[ImplicitStreamSubscription(StreamNames.Namespace)]
public sealed class ReaderGrain(IEventLog log, Reading reading) : Grain, IReaderGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<EventRecord>
{
    private const string Consumer = "router";
    private StreamSubscriptionHandle<EventRecord>? subscription;

    private int Partition => int.Parse(this.GetPrimaryKeyString(), CultureInfo.InvariantCulture);

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        var position = await log.PositionAsync(Partition, Consumer, CancellationToken.None);
        var start = reading.StartAt ?? position.Consumed + 1;
        subscription = await handleFactory.Create<EventRecord>().ResumeAsync(this, start < 0 ? null : new EventSequenceTokenV2(start));
    }

    public async Task OnNextAsync(IList<SequentialItem<EventRecord>> items)
    {
        if (reading.Fails())
        {
            throw new InvalidOperationException("The reader was told to fail.");
        }

        Assert.All(items, item => Assert.Equal(new EventSequenceTokenV2(item.Item.Offset), item.Token));
        reading.Add(Partition, items.Select(item => item.Item));
        if (!reading.Holds)
        {
            await log.SetConsumedAsync(Partition, Consumer, items[^1].Item.Offset, CancellationToken.None);
        }
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public async Task Rewind(long offset) => subscription = await subscription!.ResumeAsync(this, new EventSequenceTokenV2(offset));

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
