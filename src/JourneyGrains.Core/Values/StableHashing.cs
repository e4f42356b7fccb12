using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyGrains.Core.Values;

/// <summary>
/// Chance and identity without randomness: the same parts give the same result in every process, on every machine, for ever.
/// Parts are length-prefixed, so ("ab", "c") differs from ("a", "bc").
/// </summary>
public static class StableHashing
{
    [ThreadStatic]
    private static IncrementalHash? kept;

    /// <summary>32 hexadecimal digits (128 bits of SHA-256): ids of runs and messages.</summary>
    public static string Id(params ReadOnlySpan<string> parts)
    {
        Span<byte> digest = stackalloc byte[32];
        Digest(parts, digest);
        return Convert.ToHexStringLower(digest[..16]);
    }

    /// <summary>16 hexadecimal digits (XXH64), a tenth of the work: for what is told apart within one customer and kept nowhere.</summary>
    public static string PassingId(params ReadOnlySpan<string> parts)
    {
        var size = SizeAtMost(parts);
        Span<byte> buffer = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Span<byte> hash = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(hash, XxHash64.Of(buffer[..Join(parts, buffer)]));
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>64 bits of SHA-256. Windows of seen ids were made of them before <see cref="XxHash64"/>.</summary>
    public static long Number(params ReadOnlySpan<string> parts)
    {
        Span<byte> digest = stackalloc byte[32];
        Digest(parts, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }

    /// <summary>A number from 0 (inclusive) to 1 (exclusive), evenly spread over different parts.</summary>
    public static double Fraction(params ReadOnlySpan<string> parts) => (ulong)Number(parts) / (ulong.MaxValue + 1.0);

    /// <summary>The partition of a customer, 0 to <paramref name="partitions"/> - 1: FNV-1a (Fowler, Noll, Vo; 64 bits) of the UTF-8 id, folded.</summary>
    public static int Partition(string customerId, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partitions);
        var hash = 14695981039346656037UL;
        Span<byte> bytes = customerId.Length <= 256 ? stackalloc byte[customerId.Length * 3] : new byte[Encoding.UTF8.GetMaxByteCount(customerId.Length)];
        var count = Encoding.UTF8.GetBytes(customerId, bytes);
        foreach (var octet in bytes[..count])
        {
            hash = (hash ^ octet) * 1099511628211UL;
        }

        return (int)((hash ^ (hash >> 32)) % (uint)partitions);
    }

    private static void Digest(ReadOnlySpan<string> parts, Span<byte> digest)
    {
        var size = SizeAtMost(parts);
        Span<byte> buffer = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Digest(buffer[..Join(parts, buffer)], digest);
    }

    private static int SizeAtMost(ReadOnlySpan<string> parts)
    {
        var size = 0;
        foreach (var part in parts)
        {
            size += 4 + Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        return size;
    }

    /// <summary>Writes the parts one after the other, each with its length, and gives the bytes used.</summary>
    private static int Join(ReadOnlySpan<string> parts, Span<byte> buffer)
    {
        var used = 0;
        foreach (var part in parts)
        {
            var count = Encoding.UTF8.GetBytes(part, buffer[(used + 4)..]);
            BinaryPrimitives.WriteInt32LittleEndian(buffer[used..], count);
            used += 4 + count;
        }

        return used;
    }

    /// <summary>SHA-256 by what the thread keeps for it: to make and to free one takes longer than to hash a few hundred bytes.</summary>
    internal static void Digest(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        var hash = kept ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.GetHashAndReset(digest);
    }
}
