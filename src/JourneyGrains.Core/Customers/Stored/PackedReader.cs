using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Reads what <see cref="PackedWriter"/> wrote. Each read fails with a <see cref="JsonException"/> where that is not what there is.</summary>
public ref struct PackedReader
{
    internal PackedReader(ReadOnlySpan<byte> rest)
    {
        Rest = rest;
    }

    /// <summary>What is still to be read.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; }

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>In UTC.</summary>
    public DateTimeOffset Moment() => new(Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(Take(8)), 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>Up to 10 bytes.</summary>
    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var octet = Byte();
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    /// <summary>A number with its sign in the lowest bit.</summary>
    public long Whole()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Bytes with their count before them.</summary>
    public ReadOnlySpan<byte> Bytes() => Number() is <= int.MaxValue and var length ? Take((int)length) : throw Broken();

    /// <summary>UTF-8 with its count of bytes before it.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A text, written by <see cref="PackedWriter.Hex"/>.</summary>
    public string Hex()
    {
        var size = Number();
        var bytes = size >> 1 <= int.MaxValue ? Take((int)(size >> 1)) : throw Broken();
        return (size & 1) == 1 ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>All bits.</summary>
    public decimal Amount()
    {
        var scale = Byte();
        var (low, high) = (Number(), Number());
        return (scale & 0x7F) <= 28 && high <= uint.MaxValue
            ? new decimal((int)low, (int)(low >> 32), (int)high, (scale & 0x80) != 0, (byte)(scale & 0x7F))
            : throw Broken();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Rest.Length)
        {
            throw Broken();
        }

        var taken = Rest[..count];
        Rest = Rest[count..];
        return taken;
    }

    internal static JsonException OfLaterVersion(string what) => new($"A stored state was written by a later version: it has {what}.");

    private static JsonException Broken() => new("The packed part of a stored state ends within a value, or is no such part.");
}
