using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// Rows of bytes one after the other, each with its count of bytes before it: as they lie in memory, so they are stored. Immutable: the next
/// version lies in the same array where that has room behind this one and nobody else has taken it, else in a copy.
/// </summary>
internal readonly struct PackedRows
{
    // A copy has room for as much as this part of it, so that a long list is copied now and then only; a short one is cheap to copy.
    private const int SparePart = 4;

    private readonly Room? room;
    private readonly int from;
    private readonly int to;

    private PackedRows(Room room, int from, int to, int count)
    {
        (this.room, this.from, this.to, Count) = (room, from, to, count);
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Bytes => room is null ? [] : room.Bytes.AsSpan(from, to - from);

    /// <summary>With the row as the newest; of more than so many the oldest goes.</summary>
    public PackedRows Add(ReadOnlySpan<byte> row, int most)
    {
        var first = from + (Count < most ? 0 : FirstLength());
        var size = PackedWriter.SizeOf((ulong)row.Length) + row.Length;
        var next = room is not null && room.Take(to, size)
            ? new PackedRows(room, first, to + size, Math.Min(Count + 1, most))
            : Copied(first, size, Math.Min(Count + 1, most));
        var place = next.room!.Bytes.AsSpan(next.to - size, size);
        row.CopyTo(place[PackedWriter.Put(place, (ulong)row.Length)..]);
        return next;
    }

    public Enumerator GetEnumerator() => new(Bytes);

    /// <exception cref="JsonException">Not packed rows.</exception>
    public static PackedRows Unpack(ReadOnlySpan<byte> packed)
    {
        var count = 0;
        for (var rows = new Enumerator(packed); rows.MoveNext();)
        {
            count++;
        }

        return new(new(packed.ToArray(), packed.Length), 0, packed.Length, count);
    }

    /// <summary>What is kept, in an array of its own with a place for so many bytes behind it.</summary>
    private PackedRows Copied(int first, int size, int count)
    {
        var kept = room is null ? [] : room.Bytes.AsSpan(first, to - first);
        var length = kept.Length + size;
        var copy = new Room(new byte[length + (length / SparePart)], length);
        kept.CopyTo(copy.Bytes);
        return new(copy, 0, length, count);
    }

    private int FirstLength()
    {
        var reader = new PackedReader(Bytes);
        _ = reader.Bytes();
        return to - from - reader.Rest.Length;
    }

    /// <summary>An array that versions share, each with the part up to its own end.</summary>
    private sealed class Room(byte[] bytes, int used)
    {
        private int used = used;

        public byte[] Bytes { get; } = bytes;

        /// <summary>
        /// Takes the bytes behind a version, for one who adds to it. Nobody gets them twice: a turn that is dropped and taken again, or a second
        /// one taken from the same state, finds them taken.
        /// </summary>
        public bool Take(int behind, int size) =>
            size <= Bytes.Length - behind && Interlocked.CompareExchange(ref used, behind + size, behind) == behind;
    }

    internal ref struct Enumerator(ReadOnlySpan<byte> packed)
    {
        private PackedReader reader = new(packed);

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (reader.Rest.IsEmpty)
            {
                return false;
            }

            Current = reader.Bytes();
            return true;
        }
    }
}
