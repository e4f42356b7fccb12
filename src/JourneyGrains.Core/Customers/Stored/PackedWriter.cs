using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>Writes numbers and texts one after the other, little-endian, small numbers in few bytes.</summary>
public sealed class PackedWriter
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    [ThreadStatic]
    private static PackedWriter? spare;

    private byte[] buffer = new byte[256];
    private int used;

    internal PackedWriter()
    {
    }

    /// <summary>The thread's own, empty: for what is copied from it before anything else is packed.</summary>
    internal static PackedWriter Spare
    {
        get
        {
            var writer = spare ??= new();
            writer.used = 0;
            return writer;
        }
    }

    internal ReadOnlySpan<byte> Written => buffer.AsSpan(0, used);

    /// <summary>One byte.</summary>
    public void Byte(byte value)
    {
        Room(1)[0] = value;
        used++;
    }

    /// <summary>In UTC, to the tick, eight bytes.</summary>
    public void Moment(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), value.UtcTicks);
        used += 8;
    }

    /// <summary>As few bytes as it needs, 10 at most.</summary>
    public void Number(ulong value) => used += Put(Room(10), value);

    /// <summary>As <see cref="Number"/>, the sign in the lowest bit (zigzag).</summary>
    public void Whole(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Seven bits a byte, the lowest first, the high bit set on all but the last (LEB128). Gives the bytes used, at most 10.</summary>
    internal static int Put(Span<byte> span, ulong value)
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
    internal static int SizeOf(ulong value) => (64 - System.Numerics.BitOperations.LeadingZeroCount(value | 1) + 6) / 7;

    /// <summary>Bytes with their count before them.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        Append(value);
    }

    /// <summary>Bytes that were packed before, as they are.</summary>
    internal void Append(ReadOnlySpan<byte> packed)
    {
        packed.CopyTo(Room(packed.Length));
        used += packed.Length;
    }

    /// <summary>UTF-8 with its count of bytes before it.</summary>
    public void Text(string value)
    {
        Number((ulong)Encoding.UTF8.GetByteCount(value));
        Write(value);
    }

    /// <summary>A text that mostly is an even number of lower-case hexadecimal digits, which then take half a byte each.</summary>
    public void Hex(string value)
    {
        var bytes = Room((value.Length / 2) + 10);
        var size = Put(bytes, ((ulong)value.Length / 2 << 1) | 1);
        if (value.Length % 2 == 0 && !value.AsSpan().ContainsAnyExcept(Digits))
        {
            Convert.FromHexString(value, bytes[size..], out _, out var written);
            used += size + written;
            return;
        }

        Number((ulong)Encoding.UTF8.GetByteCount(value) << 1);
        Write(value);
    }

    /// <summary>All bits: 1.50 stays 1.50.</summary>
    public void Amount(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Byte((byte)(((bits[3] >> 16) & 0x7F) | (bits[3] < 0 ? 0x80 : 0)));
        Number((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        Number((uint)bits[2]);
    }

    private void Write(string text) => used += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>The place behind what is written, for so many bytes at least.</summary>
    private Span<byte> Room(int size)
    {
        if (size > buffer.Length - used)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + size));
        }

        return buffer.AsSpan(used);
    }
}
