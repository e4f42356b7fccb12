using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// States as they are stored: a byte that tells the form, then the state as JSON without the parts that make up most of it, then these,
/// each with its count of bytes before it: the recent events, the seen ids at eight bytes each, little-endian, those of earlier versions,
/// the messages sent, the orders known and the ledger of points; lists as they lie in memory. What a later version adds to a state goes into the JSON
/// by itself. Two older forms are read as well: the second had the first two parts only, and the first was JSON alone; it begins with a brace.
/// </summary>
public static class StateEncoding
{
    private const byte Form = 3;
    private const byte FormOfTwoParts = 2;
    private const byte Brace = (byte)'{';

    // What a thread writes into, kept for the next state; one that had to grow beyond this is not.
    private const int ScratchMax = 256 * 1024;

    [ThreadStatic]
    private static Scratch? scratch;

    public static byte[] Write(CustomerState state)
    {
        var here = scratch ?? new();
        var bytes = here.Write(state);
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
        var form = reader.Byte();
        if (form is not (Form or FormOfTwoParts))
        {
            throw new JsonException($"A stored state has form {form}; this program knows up to {Form}. Run the program that wrote it, or a newer one.");
        }

        var state = CoreJson.ReadState(reader.Bytes());
        var recent = RecentBehaviour.Unpack(state.Id, reader.Bytes());
        var ids = ReadIds(reader.Bytes());
        if (form == FormOfTwoParts)
        {
            return state with { Recent = recent, Seen = new([], [.. ids]) };
        }

        return state with
        {
            Recent = recent,
            Seen = new(ids, [.. ReadIds(reader.Bytes())]),
            Sent = PackedList.Stored<SentMessage>(reader.Bytes()),
            Purchases = state.Purchases with { Known = PackedList.Stored<Order>(reader.Bytes()) },
            Loyalty = state.Loyalty with { Ledger = PackedList.Stored<LedgerEntry>(reader.Bytes()) },
        };
    }

    private static long[] ReadIds(ReadOnlySpan<byte> packed)
    {
        var hashes = new long[packed.Length / sizeof(long)];
        for (var index = 0; index < hashes.Length; index++)
        {
            hashes[index] = BinaryPrimitives.ReadInt64LittleEndian(packed[(index * sizeof(long))..]);
        }

        return hashes;
    }

    private sealed class Scratch
    {
        private readonly ArrayBufferWriter<byte> json = new(4096);
        private readonly ArrayBufferWriter<byte> whole = new(8192);
        private readonly Utf8JsonWriter writer;

        public Scratch()
        {
            writer = CoreJson.Writer(json);
        }

        public int Capacity => Math.Max(json.Capacity, whole.Capacity);

        public byte[] Write(CustomerState state)
        {
            json.ResetWrittenCount();
            writer.Reset();
            CoreJson.WriteWithoutPacked(writer, state);
            writer.Flush();
            whole.ResetWrittenCount();
            whole.Write([Form]);
            Put(json.WrittenSpan);
            Put(state.Recent.Packed);
            Put(state.Seen.Ids);
            Put(state.Seen.Hashes.AsSpan());
            Put(state.Sent.Rows.Bytes);
            Put(state.Purchases.Known.Rows.Bytes);
            Put(state.Loyalty.Ledger.Rows.Bytes);
            return whole.WrittenSpan.ToArray();
        }

        private void Put(ReadOnlySpan<byte> part)
        {
            PutSize(part.Length);
            whole.Write(part);
        }

        private void Put(ReadOnlySpan<long> ids)
        {
            var size = ids.Length * sizeof(long);
            PutSize(size);
            var bytes = whole.GetSpan(size);
            for (var index = 0; index < ids.Length; index++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes[(index * sizeof(long))..], ids[index]);
            }

            whole.Advance(size);
        }

        private void PutSize(int size) => whole.Advance(PackedWriter.Put(whole.GetSpan(10), (ulong)size));
    }
}
