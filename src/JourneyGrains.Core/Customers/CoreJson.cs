using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// States and transcript entries as UTF-8 JSON: what services see, and the form in which the transcript is stored and chained. States are
/// stored by <see cref="Stored.StateEncoding"/>.
/// </summary>
public static class CoreJson
{
    private static readonly Type[] Packed =
    [
        typeof(RecentBehaviour), typeof(SeenIds), typeof(PackedList<SentMessage>), typeof(PackedList<Order>), typeof(PackedList<LedgerEntry>),
    ];

    private static readonly CoreJsonContext Context = new(Options());
    private static readonly JsonTypeInfo<CustomerState> WithoutPacked = PartInfo();

    public static byte[] Write(CustomerState state) => JsonSerializer.SerializeToUtf8Bytes(state, Context.CustomerState);

    /// <exception cref="JsonException">Not a stored state.</exception>
    public static CustomerState ReadState(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Context.CustomerState)!;

    /// <summary>A writer as the serialiser would have one.</summary>
    internal static Utf8JsonWriter Writer(IBufferWriter<byte> buffer) =>
        new(buffer, new JsonWriterOptions { Encoder = WithoutPacked.Options.Encoder, SkipValidation = true });

    /// <summary>The state without what <see cref="Stored.StateEncoding"/> packs.</summary>
    internal static void WriteWithoutPacked(Utf8JsonWriter writer, CustomerState state) => JsonSerializer.Serialize(writer, state, WithoutPacked);

    public static byte[] Write(TranscriptEntry entry) => TranscriptJson.Write(entry);

    /// <exception cref="JsonException">Not a stored entry.</exception>
    public static TranscriptEntry ReadEntry(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Context.TranscriptEntry)!;

    /// <exception cref="NotSupportedException">Events, timers and the wish to be forgotten are not journaled.</exception>
    public static string Write(JournaledInput journaled) => JsonSerializer.Serialize(journaled, Context.JournaledInput);

    /// <exception cref="JsonException">Not a row of the journal as this version writes it.</exception>
    public static JournaledInput ReadJournaled(string json) => JsonSerializer.Deserialize(json, Context.JournaledInput)!;

    /// <summary>The next link of the transcript's chain: SHA-256 of the last link and the entry's bytes.</summary>
    public static string Chain(string last, TranscriptEntry entry) => Link(last, Write(entry));

    /// <summary>As <see cref="Chain"/>, of an entry that is written already.</summary>
    internal static string Link(string last, ReadOnlySpan<byte> entry)
    {
        var size = 64 + entry.Length;
        Span<byte> joined = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var used = Encoding.ASCII.GetBytes(last, joined);
        entry.CopyTo(joined[used..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        StableHashing.Digest(joined[..(used + entry.Length)], digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>
    /// The digest over the transcripts of many customers: SHA-256 of "id chain" lines in ordinal order of the ids, lower-case hexadecimal.
    /// Customers without a turn do not count.
    /// </summary>
    public static string Digest(IEnumerable<KeyValuePair<string, string>> chains)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (id, chain) in chains.Where(pair => pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{id} {chain}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ValueJson(), new CustomerEventJson() },
    };

    private static JsonTypeInfo<CustomerState> PartInfo()
    {
        var options = Options();
        options.TypeInfoResolver = new CoreJsonContext().WithAddedModifier(info =>
        {
            foreach (var packed in info.Properties.Where(one => Packed.Contains(one.PropertyType)))
            {
                packed.ShouldSerialize = (_, _) => false;
            }
        });
        return (JsonTypeInfo<CustomerState>)options.GetTypeInfo(typeof(CustomerState));
    }
}

[JsonSerializable(typeof(CustomerState))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(TranscriptEntry))]
[JsonSerializable(typeof(JournaledInput))]
internal sealed partial class CoreJsonContext : JsonSerializerContext;
