namespace JourneyGrains.Core.Customers.Stored;

/// <summary>A row that lies packed in a <see cref="PackedList{T}"/>: its fields one after the other, in an order that never changes.</summary>
public interface IPacked<TRow>
{
    /// <summary>Writes the row. What a later version adds to it goes to the end.</summary>
    static abstract void Pack(PackedWriter writer, TRow row);

    /// <summary>The row as it was packed; the reader has this row only.</summary>
    /// <exception cref="System.Text.Json.JsonException">Not such a row.</exception>
    static abstract TRow Unpack(ref PackedReader reader);
}
