using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Writes numbers and texts one after the other, little-endian, small numbers in few bytes.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Begins anew; what was written is gone.</summary>
    public void Clear() => buffer.ResetWrittenCount();

    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Number(ulong value) => buffer.Advance(Put(buffer.GetSpan(10), value));

    /// <summary>Seven bits a byte, the lowest first, the high bit set on all but the last (LEB128). Gives the bytes used, at most 10.</summary>
    public static int Put(Span<byte> span, ulong value)
    {
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[used++] = (byte)(value | 0x80);
        }

        span[used++] = (byte)value;
        return used;
    }

    /// <summary>The bytes that <see cref="Put"/> uses.</summary>
    public static int SizeOf(ulong value) => (64 - System.Numerics.BitOperations.LeadingZeroCount(value | 1) + 6) / 7;

    /// <summary>Bytes with their count before them.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        buffer.Write(value);
    }

    /// <summary>UTF-8 with its count of bytes before it.</summary>
    public void Text(string value)
    {
        Number((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, buffer);
    }

    /// <summary>All bits: 1.50 stays 1.50.</summary>
    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Byte((byte)(((bits[3] >> 16) & 0x7F) | (bits[3] < 0 ? 0x80 : 0)));
        Number((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        Number((uint)bits[2]);
    }
}
