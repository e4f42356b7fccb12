using System.Runtime.CompilerServices;

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

    private readonly Room? room;
    private readonly int from;
    private readonly int to;

    private VersionedArray(Room room, int from, int to)
    {
        (this.room, this.from, this.to) = (room, from, to);
    }

    public int Length => to - from;

    public ReadOnlySpan<T> Items => room is null ? [] : room.Items.AsSpan(from, to - from);

    /// <summary>With these alone, in an array of its own.</summary>
    public static VersionedArray<T> Of(ReadOnlySpan<T> items) => new(new(items.ToArray(), items.Length), 0, items.Length);

    /// <summary>The next version: without so many of the first, with a place for so many behind the last.</summary>
    /// <param name="place">To be filled before anybody else gets the version.</param>
    public VersionedArray<T> Next(int dropped, int added, out Span<T> place)
    {
        var next = room is not null && room.Take(to, added) ? new(room, from + dropped, to + added) : Copied(dropped, added);
        place = next.room!.Items.AsSpan(next.to - added, added);
        return next;
    }

    /// <summary>What is kept, in an array of its own with a place for so many behind it.</summary>
    private VersionedArray<T> Copied(int dropped, int added)
    {
        var kept = Items[dropped..];
        var length = kept.Length + added;
        var spare = Math.Max(length / SparePart, Math.Min(length, SpareBytes / Unsafe.SizeOf<T>()));
        var copy = new Room(new T[length + spare], length);
        kept.CopyTo(copy.Items);
        return new(copy, 0, length);
    }

    /// <summary>An array that versions share, each with the part up to its own end.</summary>
    private sealed class Room(T[] items, int used)
    {
        private int used = used;

        public T[] Items { get; } = items;

        /// <summary>
        /// Takes the places behind a version, for one who adds to it. Nobody gets them twice: a turn that is dropped and taken again, or a second
        /// one taken from the same state, finds them taken.
        /// </summary>
        public bool Take(int behind, int count) =>
            count <= Items.Length - behind && Interlocked.CompareExchange(ref used, behind + count, behind) == behind;
    }
}
