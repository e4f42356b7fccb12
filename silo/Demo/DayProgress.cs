using System.Collections.Concurrent;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Silo.Demo;

/// <summary>How many of a day's events are over: decided, or refused with their reason. Events that are not of the day count nothing.</summary>
internal sealed class DayProgress
{
    private const int Page = 1_000;

    private readonly ConcurrentDictionary<(string Customer, string Id), byte> open = new();
    private readonly DateTimeOffset[] arrivals;
    private int decided;
    private int refused;

    /// <param name="events">The events of the day, one at least; one that comes again under its id counts once.</param>
    public DayProgress(IEnumerable<RecordedEvent> events)
    {
        var all = events.ToArray();
        arrivals = [.. all.Where(one => open.TryAdd((one.Event.CustomerId, one.Event.Id), default)).Select(one => one.Arrival).Order()];
        Repeats = all.Length - arrivals.Length;
    }

    /// <summary>Events of the day, each once.</summary>
    public int Events => arrivals.Length;

    /// <summary>Those that come again under the id of one before, and change nothing.</summary>
    public int Repeats { get; }

    public int Decided => Volatile.Read(ref decided);

    /// <summary>
    /// How far the day is: the moment by which as many of its events had arrived as are over. Partitions are not equally far, and the farthest is at
    /// the end of the day long before the others.
    /// </summary>
    public DateTimeOffset Time => arrivals[Math.Max(0, Over - 1)];

    /// <summary>From 0 to 1.</summary>
    public double Share => Over / (double)Events;

    private int Over => Decided + Volatile.Read(ref refused);

    /// <summary>One was decided. May be called from many threads at once.</summary>
    public void Decide(string customer, string id) => Close(customer, id, ref decided);

    /// <summary>One was refused.</summary>
    public void Refuse(string customer, string id) => Close(customer, id, ref refused);

    /// <summary>Counts what the log has of the day from an earlier start: it is decided, or will be at once.</summary>
    public async Task DecideLoggedAsync(IOperationsGrain operations)
    {
        var status = await operations.Status();
        for (var partition = 0; status.Appended > 0 && partition < status.Partitions; partition++)
        {
            EventRecord[] read = [];
            do
            {
                read = await operations.Log(partition, read.Length == 0 ? -1 : read[^1].Offset, Page);
                Array.ForEach(read, record => Decide(record.CustomerId, record.Id));
            }
            while (read.Length == Page);
        }
    }

    private void Close(string customer, string id, ref int count)
    {
        if (open.TryRemove((customer, id), out _))
        {
            Interlocked.Increment(ref count);
        }
    }
}
