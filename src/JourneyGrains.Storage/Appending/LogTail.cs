using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Appending;

/// <summary>
/// The events at the end of a partition's log that are not consumed yet, so that a reader who keeps up never goes to the disk. What is
/// not here (older, large, of characters that do not survive the disk, appended by another silo) is read there.
/// </summary>
/// <param name="max">How many are kept; the newest win.</param>
internal sealed class LogTail(int max)
{
    private const int BytesMax = 4096;

    private readonly EventRecord?[] kept = new EventRecord?[max];
    private readonly List<EventRecord> staged = [];
    private long released = -1;
    private bool cleared;

    /// <summary>What the open transaction appends, kept as a reader of the disk would get it.</summary>
    public void Stage(PlacedEvent placed) => staged.Add(placed.Record with
    {
        Time = Moments.ToMicroseconds(placed.Record.Time),
        Arrival = Moments.FromUnixMicroseconds(placed.Arrival),
        Offset = placed.Offset,
    });

    /// <summary>The open transaction changes events that are stored already.</summary>
    public void StageClear() => cleared = true;

    public void Drop()
    {
        staged.Clear();
        cleared = false;
    }

    public void Publish()
    {
        if (cleared)
        {
            Array.Clear(kept);
            cleared = false;
        }

        foreach (var placed in staged)
        {
            kept[placed.Offset % max] = Holds(placed) ? placed : null;
        }

        staged.Clear();
    }

    /// <summary>Every consumer is done up to the offset.</summary>
    public void Release(long offset)
    {
        for (var next = Math.Max(released + 1, offset - max + 1); next <= offset; next++)
        {
            if (kept[next % max] is { } old && old.Offset <= offset)
            {
                kept[next % max] = null;
            }
        }

        released = Math.Max(released, offset);
    }

    /// <summary>The events after an offset up to another, at most so many; null: not all of them are here.</summary>
    public EventRecord[]? Read(long after, long last, int most)
    {
        var count = Math.Min(most, last - after);
        if (count > max || kept[(after + 1) % max]?.Offset != after + 1)
        {
            return null;
        }

        var found = new EventRecord[count];
        for (var index = 0; index < found.Length; index++)
        {
            var offset = after + 1 + index;
            if (kept[offset % max] is not { } one || one.Offset != offset)
            {
                return null;
            }

            found[index] = one;
        }

        return found;
    }

    private static bool Holds(EventRecord placed) =>
        placed.Properties.Length <= BytesMax && Survives(placed.Id) && Survives(placed.CustomerId) && Survives(placed.Type);

    // Half of a surrogate pair is another character once it was UTF-8.
    private static bool Survives(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
