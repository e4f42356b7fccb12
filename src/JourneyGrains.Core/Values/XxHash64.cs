using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace JourneyGrains.Core.Values;

/// <summary>
/// XXH64 of bytes, seed 0: 64 well-mixed bits, far faster than SHA-256, for telling ids apart, not for keeping anyone from
/// making two that are alike. After the specification "xxHash fast digest algorithm", version 0.1.1, by Yann Collet.
/// </summary>
public static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    /// <summary>Of the text's UTF-8.</summary>
    public static ulong Of(string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = size <= 1024 ? stackalloc byte[size] : new byte[size];
        return Of(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        var hash = (bytes.Length < Stripe ? Prime5 : Stripes(ref rest)) + (ulong)bytes.Length;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
        }

        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (var octet in rest)
        {
            hash = BitOperations.RotateLeft(hash ^ (octet * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> rest)
    {
        var (first, second, third, fourth) = (unchecked(Prime1 + Prime2), Prime2, 0UL, unchecked(0 - Prime1));
        for (; rest.Length >= Stripe; rest = rest[Stripe..])
        {
            first = Round(first, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            second = Round(second, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            third = Round(third, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
            fourth = Round(fourth, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
        }

        var hash = BitOperations.RotateLeft(first, 1) + BitOperations.RotateLeft(second, 7)
            + BitOperations.RotateLeft(third, 12) + BitOperations.RotateLeft(fourth, 18);
        hash = Merge(hash, first);
        hash = Merge(hash, second);
        hash = Merge(hash, third);
        return Merge(hash, fourth);
    }

    private static ulong Round(ulong accumulator, ulong lane) => BitOperations.RotateLeft(accumulator + (lane * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong accumulator) => ((hash ^ Round(0, accumulator)) * Prime1) + Prime4;
}
