using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// States as they are stored: a byte that tells the form, then the state as JSON without the two parts that make up most of it, then these
/// two, each with its count of bytes before it: the recent events as they lie in memory, and the seen ids at eight bytes each,
/// little-endian. What a later version adds to a state goes into the JSON by itself. The first form was JSON alone; it begins with a brace,
/// and is read as well.
/// </summary>
public static class StateEncoding
{
    private const byte Form = 2;
    private const byte Brace = (byte)'{';

    // What a thread writes JSON into, kept for the next state; one that had to grow beyond this is not.
    private const int ScratchMax = 256 * 1024;

    [ThreadStatic]
    private static Scratch? scratch;

    public static byte[] Write(CustomerState state)
    {
        var here = scratch ?? new();
        var json = here.Write(state);
        var recent = state.Recent.Packed;
        var seen = state.Seen.Hashes.AsSpan();
        var ids = seen.Length * sizeof(long);
        var bytes = new byte[1 + SizeOf(json.Length) + json.Length + SizeOf(recent.Length) + recent.Length + SizeOf(ids) + ids];
        bytes[0] = Form;
        var rest = Put(Put(bytes.AsSpan(1), json), recent);
        rest = rest[PackedWriter.Put(rest, (ulong)ids)..];
        for (var index = 0; index < seen.Length; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest[(index * sizeof(long))..], seen[index]);
        }

        scratch = here.Capacity <= ScratchMax ? here : null;
        return bytes;
    }

    /// <exception cref="JsonException">Not a stored state, or one of a later version than this program's.</exception>
    public static CustomerState Read(ReadOnlySpan<byte> stored)
    {
        if (stored is [Brace, ..])
        {
            return CoreJson.ReadState(stored);
        }

        var reader = new PackedReader(stored);
        if (reader.Byte() is var form && form != Form)
        {
            throw new JsonException($"A stored state has form {form}; this program knows up to {Form}. Run the program that wrote it, or a newer one.");
        }

        var state = CoreJson.ReadState(reader.Bytes());
        var recent = RecentBehaviour.Unpack(state.Id, reader.Bytes());
        return state with { Recent = recent, Seen = ReadSeen(reader.Bytes()) };
    }

    private static SeenIds ReadSeen(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty)
        {
            return SeenIds.Empty;
        }

        var hashes = new long[packed.Length / sizeof(long)];
        for (var index = 0; index < hashes.Length; index++)
        {
            hashes[index] = BinaryPrimitives.ReadInt64LittleEndian(packed[(index * sizeof(long))..]);
        }

        return new([.. hashes]);
    }

    private static int SizeOf(int length) => PackedWriter.SizeOf((ulong)length);

    private static Span<byte> Put(Span<byte> rest, ReadOnlySpan<byte> part)
    {
        rest = rest[PackedWriter.Put(rest, (ulong)part.Length)..];
        part.CopyTo(rest);
        return rest[part.Length..];
    }

    private sealed class Scratch
    {
        private readonly ArrayBufferWriter<byte> buffer = new(4096);
        private readonly Utf8JsonWriter writer;

        public Scratch()
        {
            writer = CoreJson.Writer(buffer);
        }

        public int Capacity => buffer.Capacity;

        public ReadOnlySpan<byte> Write(CustomerState state)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            CoreJson.WriteWithoutPacked(writer, state);
            writer.Flush();
            return buffer.WrittenSpan;
        }
    }
}
