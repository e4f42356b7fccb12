using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Rows of bytes one after the other in one array, each with its count of bytes before it: as they lie in memory, so they are stored.</summary>
internal readonly struct PackedRows
{
    private readonly byte[]? bytes;

    private PackedRows(byte[] bytes, int count)
    {
        (this.bytes, Count) = (bytes, count);
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>With the row as the newest; of more than so many the oldest goes.</summary>
    public PackedRows Add(ReadOnlySpan<byte> row, int most)
    {
        var kept = Bytes[(Count < most ? 0 : FirstLength())..];
        var size = PackedWriter.SizeOf((ulong)row.Length);
        var joined = new byte[kept.Length + size + row.Length];
        kept.CopyTo(joined);
        PackedWriter.Put(joined.AsSpan(kept.Length), (ulong)row.Length);
        row.CopyTo(joined.AsSpan(kept.Length + size));
        return new(joined, Math.Min(Count + 1, most));
    }

    public Enumerator GetEnumerator() => new(bytes);

    /// <exception cref="JsonException">Not packed rows.</exception>
    public static PackedRows Unpack(ReadOnlySpan<byte> packed)
    {
        var rows = new PackedRows(packed.ToArray(), 0);
        var count = 0;
        foreach (var _ in rows)
        {
            count++;
        }

        return new(rows.bytes!, count);
    }

    private int FirstLength()
    {
        var reader = new PackedReader(bytes);
        _ = reader.Bytes();
        return bytes!.Length - reader.Rest.Length;
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
