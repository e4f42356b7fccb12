using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Storage.Tests.Contract;

/// <summary>What a partition of the log is to do, in the simplest words.</summary>
internal sealed class LogModel
{
    private readonly List<(string Id, DateTimeOffset Arrival)> events = [];
    private readonly Dictionary<string, long> producers = [];
    private DateTimeOffset floor = DateTimeOffset.MinValue;
    private DateTimeOffset watermark = DateTimeOffset.MinValue;
    private DateTimeOffset given = DateTimeOffset.MinValue;

    public long Consumed { get; private set; } = -1;

    public long Head => events.Count - 1;

    public LogAppend Append(AppendRequest request, DateTimeOffset clock, bool follows)
    {
        var before = events.Count;
        var least = follows ? Max(LastArrival, watermark) : Max(Max(LastArrival, floor), clock);
        foreach (var record in request.Events)
        {
            if (request.Producer is { } producer && record.Sequence > 0)
            {
                if (record.Sequence <= producers.GetValueOrDefault(producer))
                {
                    continue;
                }

                producers[producer] = record.Sequence;
            }

            least = Max(least, record.Arrival ?? DateTimeOffset.MinValue);
            events.Add((record.Id, least));
        }

        watermark = Max(watermark, request.Watermark ?? DateTimeOffset.MinValue);
        return new LogAppend(events.Count - before, request.Events.Length - (events.Count - before), Head);
    }

    public void Consume(long offset) => Consumed = Math.Max(Consumed, offset);

    public DateTimeOffset Time(DateTimeOffset clock, bool follows)
    {
        if (Consumed < Head)
        {
            given = Max(given, Consumed < 0 ? DateTimeOffset.MinValue : events[(int)Consumed].Arrival);
        }
        else if (follows)
        {
            given = Max(given, Max(watermark, LastArrival));
        }
        else
        {
            floor = Max(floor, Max(clock, LastArrival));
            given = Max(given, floor);
        }

        return given;
    }

    /// <summary>A restart keeps the floor, if something was written since it was given, but not what was given to a consumer behind.</summary>
    public void Restart() => given = DateTimeOffset.MinValue;

    public (string Id, long Offset, DateTimeOffset Arrival)[] After(long offset) =>
        [.. events.Select((one, index) => (one.Id, (long)index, one.Arrival)).Where(one => one.Item2 > offset)];

    private DateTimeOffset LastArrival => events.Count == 0 ? DateTimeOffset.MinValue : events[^1].Arrival;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
