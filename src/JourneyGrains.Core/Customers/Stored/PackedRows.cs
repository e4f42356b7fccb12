using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// Rows of bytes one after the other, each with its count of bytes before it: as they lie in memory, so they are stored. Immutable, in
/// arrays that versions share.
/// </summary>
internal readonly struct PackedRows
{
    private readonly VersionedArray<byte> bytes;

    private PackedRows(VersionedArray<byte> bytes, int count)
    {
        (this.bytes, Count) = (bytes, count);
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Bytes => bytes.Items;

    /// <summary>With the row as the newest; of more than so many the oldest goes.</summary>
    public PackedRows Add(ReadOnlySpan<byte> row, int most)
    {
        var size = PackedWriter.SizeOf((ulong)row.Length) + row.Length;
        var next = bytes.Next(Count < most ? 0 : FirstLength(), size, out var place);
        row.CopyTo(place[PackedWriter.Put(place, (ulong)row.Length)..]);
        return new(next, Math.Min(Count + 1, most));
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

        return new(VersionedArray<byte>.Of(packed), count);
    }

    private int FirstLength()
    {
        var reader = new PackedReader(Bytes);
        _ = reader.Bytes();
        return Bytes.Length - reader.Rest.Length;
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
