using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// Items one after the other to which more are added at the end and of which the first are dropped. Immutable: the next version lies in the same
/// array where that has room behind this one and nobody else has taken it, else in a copy.
/// </summary>
internal readonly struct VersionedArray<T>
    where T : unmanaged
{
    // A copy has room for as much again, up to so many bytes, and for as much as this part of it where that is more: a list is copied now and then only.
    private const int SpareBytes = 512;
    private const int SparePart = 4;

    // Versions share an array, each with the part up to its own end. Its first items are no items but the count of places that are taken.
    private readonly T[]? room;
    private readonly int from;
    private readonly int to;

    private VersionedArray(T[] room, int from, int to)
    {
        (this.room, this.from, this.to) = (room, from, to);
    }

    public int Length => to - from;

    public ReadOnlySpan<T> Items => room is null ? [] : room.AsSpan(from, to - from);

    /// <summary>Items that the count of places taken lies in.</summary>
    private static int First => (sizeof(int) + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>();

    /// <summary>With these alone, in an array of its own.</summary>
    public static VersionedArray<T> Of(ReadOnlySpan<T> items) => items.IsEmpty ? default : Copied(items, 0, 0);

    /// <summary>The next version: without so many of the first, with a place for so many behind the last.</summary>
    /// <param name="place">To be filled before anybody else gets the version.</param>
    public VersionedArray<T> Next(int dropped, int added, out Span<T> place)
    {
        var next = room is not null && Take(room, to, added)
            ? new(room, from + dropped, to + added)
            : Copied(Items[dropped..], added, Spare(Length - dropped + added));
        place = next.room!.AsSpan(next.to - added, added);
        return next;
    }

    private static int Spare(int length) => Math.Max(length / SparePart, Math.Min(length, SpareBytes / Unsafe.SizeOf<T>()));

    /// <summary>What is kept, in an array of its own with a place for so many behind it and room for more.</summary>
    private static VersionedArray<T> Copied(ReadOnlySpan<T> kept, int added, int spare)
    {
        var to = First + kept.Length + added;
        var copy = new T[to + spare];
        kept.CopyTo(copy.AsSpan(First));
        Taken(copy) = to;
        return new(copy, First, to);
    }

    /// <summary>
    /// Takes the places behind a version, for one who adds to it. Nobody gets them twice: a turn that is dropped and taken again, or a second
    /// one taken from the same state, finds them taken.
    /// </summary>
    private static bool Take(T[] room, int behind, int count) =>
        count <= room.Length - behind && Interlocked.CompareExchange(ref Taken(room), behind + count, behind) == behind;

    private static ref int Taken(T[] room) => ref MemoryMarshal.Cast<T, int>(room.AsSpan(0, First))[0];
}
