using System.Text;
using System.Text.Unicode;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Simulation.Recordings;

/// <summary>Recordings with one event a line, as <see cref="EventJson"/> reads and writes it; blank lines count but mean nothing.</summary>
public static class JsonLines
{
    /// <summary>A longer line is reported and skipped without being held in memory; it could not be an event within its limits.</summary>
    public const int LineBytesMax = 256 * 1024;

    /// <summary>Reads a file, event by event.</summary>
    public static IEnumerable<RecordedEvent> Read(string path, Action<BadLine> bad)
    {
        using var stream = Recording.Open(path);
        var name = Path.GetFileName(path);
        foreach (var recorded in Read(stream, line => bad(line with { File = name })))
        {
            yield return recorded;
        }
    }

    /// <summary>Reads a stream, event by event; it stays open.</summary>
    public static IEnumerable<RecordedEvent> Read(Stream stream, Action<BadLine> bad)
    {
        var lines = new BoundedLines(stream, LineBytesMax);
        while (lines.Next())
        {
            var (recorded, reason) = Judge(lines);
            if (recorded is { } one)
            {
                yield return one;
            }
            else if (reason is not null)
            {
                bad(new(lines.Number, reason, lines.Bytes[..Math.Min(lines.Bytes.Length, BadLine.ExcerptBytesMax)].ToArray()));
            }
        }
    }

    /// <summary>Writes one event as a line of such a file.</summary>
    public static void Write(Stream stream, RecordedEvent recorded)
    {
        stream.Write(EventJson.Write(recorded.Event, recorded.Arrival));
        stream.WriteByte((byte)'\n');
    }

    private static (RecordedEvent? Recorded, string? Reason) Judge(BoundedLines lines)
    {
        if (lines.IsTooLong)
        {
            return (null, $"The line has {lines.Length} bytes; {LineBytesMax} are allowed. Send a reference instead of the content.");
        }

        var bytes = lines.Number == 1 && lines.Bytes.StartsWith(Encoding.UTF8.Preamble)
            ? lines.Bytes[Encoding.UTF8.Preamble.Length..]
            : lines.Bytes;
        if (bytes.Trim(" \t"u8).IsEmpty)
        {
            return (null, null);
        }

        if (!Utf8.IsValid(bytes))
        {
            return (null, "The line is not valid UTF-8.");
        }

        var read = EventJson.Read(bytes, out var arrival);
        return read.Event is { } input ? (new(input, arrival ?? input.Time, lines.Number), null) : (null, read.Refusal!.Reason);
    }
}
