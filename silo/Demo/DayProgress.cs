using System.Collections.Concurrent;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Silo.Demo;

/// <summary>How many of a day's events are over: decided, or refused with their reason. Events that are not of the day count nothing.</summary>
internal sealed class DayProgress
{
    private const int Page = 1_000;

    private readonly ConcurrentDictionary<(string Customer, string Id), byte> open = new();
    private long latest;
    private int decided;
    private int refused;

    /// <param name="events">The events of the day; one that comes again under its id counts once.</param>
    public DayProgress(IEnumerable<CustomerEvent> events)
    {
        foreach (var one in events)
        {
            open.TryAdd((one.CustomerId, one.Id), default);
        }

        Events = open.Count;
    }

    /// <summary>Events of the day, each once.</summary>
    public int Events { get; }

    public int Decided => Volatile.Read(ref decided);

    /// <summary>The latest moment at which one was decided; the first moment there is where none was.</summary>
    public DateTimeOffset Time => new(Volatile.Read(ref latest), TimeSpan.Zero);

    /// <summary>From 0 to 1.</summary>
    public double Share => Events == 0 ? 1 : (Decided + Volatile.Read(ref refused)) / (double)Events;

    /// <summary>One was decided. May be called from many threads at once.</summary>
    public void Decide(string customer, string id, DateTimeOffset at)
    {
        var counts = Close(customer, id, ref decided);
        for (var known = Volatile.Read(ref latest); counts && at.UtcTicks > known; known = Volatile.Read(ref latest))
        {
            Interlocked.CompareExchange(ref latest, at.UtcTicks, known);
        }
    }

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
                Array.ForEach(read, record => Decide(record.CustomerId, record.Id, record.Arrival ?? record.Time));
            }
            while (read.Length == Page);
        }
    }

    private bool Close(string customer, string id, ref int count)
    {
        var counts = open.TryRemove((customer, id), out _);
        if (counts)
        {
            Interlocked.Increment(ref count);
        }

        return counts;
    }
}
