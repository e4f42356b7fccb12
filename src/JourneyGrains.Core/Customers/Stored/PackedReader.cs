using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Reads what <see cref="PackedWriter"/> wrote. Each read fails with a <see cref="JsonException"/> where that is not what there is.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> rest)
{
    /// <summary>What is still to be read.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = rest;

    public byte Byte() => Take(1)[0];

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

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

    public ReadOnlySpan<byte> Bytes() => Number() is <= int.MaxValue and var length ? Take((int)length) : throw Broken();

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public decimal Decimal()
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

    private static JsonException Broken() => new("The packed part of a stored state ends within a value, or is no such part.");
}
