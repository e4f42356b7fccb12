using JourneyGrains.Client.Publishing;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Replaying;

/// <summary>Events gathered to be sent at once, by partition.</summary>
internal sealed class ReplayRound
{
    private readonly List<(long Number, EventRecord Record)>[] partitions;

    public ReplayRound(int partitions)
    {
        this.partitions = new List<(long, EventRecord)>[partitions];
        for (var index = 0; index < partitions; index++)
        {
            this.partitions[index] = [];
        }
    }

    public int Count { get; private set; }

    /// <summary>The arrival of the last event: none that comes later arrives before it.</summary>
    public DateTimeOffset Last { get; private set; }

    /// <param name="number">Of the event in the recording, from 1.</param>
    public void Add(long number, EventRecord record)
    {
        Last = record.Arrival!.Value;
        partitions[StableHashing.Partition(record.CustomerId, partitions.Length)].Add((number, record));
        Count++;
    }

    /// <summary>One request for each partition. With recorded arrivals every partition learns how far the recording is, even without events.</summary>
    public IEnumerable<(int Partition, AppendRequest Request)> Requests(ReplayOptions options, DateTimeOffset? watermark) =>
        from index in Enumerable.Range(0, partitions.Length)
        where partitions[index].Count > 0 || watermark is not null
        select (index, new AppendRequest([.. partitions[index].Select(one => Outgoing(one.Record, options))], options.Producer, watermark));

    /// <summary>The events of a partition that its log refused, in their order.</summary>
    public IEnumerable<(long Number, EventRecord Record, Refusal Refusal)> Refused(int partition, AppendReceipt receipt)
    {
        var refused = new RefusedById(receipt.Refused);
        foreach (var (number, record) in partitions[partition])
        {
            if (refused.Take(record.Id) is { } refusal)
            {
                yield return (number, record, refusal);
            }
        }
    }

    private static EventRecord Outgoing(EventRecord record, ReplayOptions options) =>
        options.RecordedArrivals ? record : record with { Arrival = null };
}
