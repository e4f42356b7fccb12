using System.Buffers;
using System.Text.Json;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// A transcript entry as it is stored and chained, byte for byte as the serialiser itself would write it, without the walk over its
/// metadata: every turn writes one.
/// </summary>
internal sealed class TranscriptJson
{
    private static readonly JsonEncodedText Number = JsonEncodedText.Encode("number");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
    private static readonly JsonEncodedText Lines = JsonEncodedText.Encode("lines");
    private static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    private static readonly JsonEncodedText Origin = JsonEncodedText.Encode("origin");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText[] Kinds = [.. Enum.GetNames<LineKind>().Select(name => JsonEncodedText.Encode(name))];

    // What a thread writes into, kept for the next entry; one that had to grow beyond this is not.
    private const int BufferMax = 256 * 1024;

    [ThreadStatic]
    private static TranscriptJson? kept;

    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter writer;

    private TranscriptJson()
    {
        writer = CoreJson.Writer(buffer);
    }

    public static byte[] Write(TranscriptEntry entry)
    {
        var here = kept ?? new();
        here.Put(entry);
        var bytes = here.buffer.WrittenSpan.ToArray();
        kept = here.buffer.Capacity <= BufferMax ? here : null;
        return bytes;
    }

    private void Put(TranscriptEntry entry)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        if (entry.Number != 0)
        {
            writer.WriteNumber(Number, entry.Number);
        }

        if (entry.At != default)
        {
            writer.WriteString(At, entry.At);
        }

        writer.WriteString(Input, entry.Input);
        writer.WriteStartArray(Lines);
        foreach (var line in entry.Lines)
        {
            Put(line);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    private void Put(TranscriptLine line)
    {
        writer.WriteStartObject();
        writer.WriteString(Kind, Kinds[(int)line.Kind]);
        writer.WriteString(Text, line.Text);
        PutUnlessNull(Origin, line.Origin);
        PutUnlessNull(Key, line.Key);
        PutUnlessNull(Subject, line.Subject);
        writer.WriteEndObject();
    }

    private void PutUnlessNull(JsonEncodedText name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
