using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Replaying;

/// <summary>Events gathered to be sent at once, by partition.</summary>
internal sealed class ReplayRound
{
    private readonly List<EventRecord>[] partitions;

    public ReplayRound(int partitions)
    {
        this.partitions = new List<EventRecord>[partitions];
        for (var index = 0; index < partitions; index++)
        {
            this.partitions[index] = [];
        }
    }

    public int Count { get; private set; }

    /// <summary>The arrival of the last event: none that comes later arrives before it.</summary>
    public DateTimeOffset Last { get; private set; }

    public void Add(EventRecord record)
    {
        Last = record.Arrival!.Value;
        partitions[StableHashing.Partition(record.CustomerId, partitions.Length)].Add(record);
        Count++;
    }

    /// <summary>One request for each partition. With recorded arrivals every partition learns how far the recording is, even without events.</summary>
    public IEnumerable<(int Partition, AppendRequest Request)> Requests(ReplayOptions options, DateTimeOffset? watermark) =>
        from index in Enumerable.Range(0, partitions.Length)
        where partitions[index].Count > 0 || watermark is not null
        select (index, new AppendRequest([.. partitions[index].Select(one => Outgoing(one, options))], options.Producer, watermark));

    private static EventRecord Outgoing(EventRecord record, ReplayOptions options) =>
        options.RecordedArrivals ? record : record with { Arrival = null };
}
