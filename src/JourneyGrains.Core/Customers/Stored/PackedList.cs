using System.Collections;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Makes packed lists.</summary>
public static class PackedList
{
    public static PackedList<TRow> Empty<TRow>()
        where TRow : IPacked<TRow> => PackedList<TRow>.None;

    public static PackedList<TRow> Of<TRow>(params IEnumerable<TRow> rows)
        where TRow : IPacked<TRow> => rows.Aggregate(Empty<TRow>(), (list, row) => list.Add(row));

    /// <exception cref="System.Text.Json.JsonException">Not packed rows.</exception>
    internal static PackedList<TRow> Stored<TRow>(ReadOnlySpan<byte> packed)
        where TRow : IPacked<TRow> => packed.IsEmpty ? Empty<TRow>() : new(PackedRows.Unpack(packed));
}

/// <summary>
/// A short list that a customer holds for long and most turns do not look into: its rows lie packed in one array, which is also how they
/// are stored, and are made objects of only where somebody reads them, anew each time. Immutable.
/// </summary>
public sealed class PackedList<TRow> : IReadOnlyList<TRow>
    where TRow : IPacked<TRow>
{
    private readonly PackedRows rows;

    internal PackedList(PackedRows rows)
    {
        this.rows = rows;
    }

    internal static PackedList<TRow> None { get; } = new(default);

    /// <summary>How many rows there are.</summary>
    public int Length => rows.Count;

    int IReadOnlyCollection<TRow>.Count => Length;

    internal PackedRows Rows => rows;

    /// <summary>A row, the oldest first. Goes over those before it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public TRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            foreach (var row in rows)
            {
                if (index-- == 0)
                {
                    return Unpack(row);
                }
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>With the row as the newest; of more than so many the oldest goes.</summary>
    public PackedList<TRow> Add(TRow row, int most = int.MaxValue)
    {
        var writer = PackedWriter.Spare;
        TRow.Pack(writer, row);
        return new(rows.Add(writer.Written, most));
    }

    /// <summary>With another row in the place of one that is there.</summary>
    public PackedList<TRow> Replace(TRow known, TRow row) => PackedList.Of(this.Select(one => EqualityComparer<TRow>.Default.Equals(one, known) ? row : one));

    public IEnumerator<TRow> GetEnumerator()
    {
        var all = new TRow[Length];
        var used = 0;
        foreach (var row in rows)
        {
            all[used++] = Unpack(row);
        }

        return ((IEnumerable<TRow>)all).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TRow Unpack(ReadOnlySpan<byte> row)
    {
        var reader = new PackedReader(row);
        return TRow.Unpack(ref reader);
    }
}
