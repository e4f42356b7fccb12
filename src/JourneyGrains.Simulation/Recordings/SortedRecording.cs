using System.Globalization;
using System.Text;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Simulation.Recordings;

/// <summary>
/// A recording put into order of arrival, of one moment in the order of its lines, by way of temporary files: sorted parts, merged while
/// they are read. Memory is that of one part, however long the recording is. Disposing deletes the files.
/// </summary>
public sealed class SortedRecording : IDisposable
{
    private readonly List<string> parts = [];
    private readonly string folder = Directory.CreateTempSubdirectory("journeygrains-sort-").FullName;

    /// <param name="events">Each is kept as it can be written and read again; what was refused when read is not among them.</param>
    /// <param name="partMax">Events held in memory and sorted at once.</param>
    public SortedRecording(IEnumerable<RecordedEvent> events, int partMax = 200_000)
    {
        try
        {
            foreach (var part in events.Chunk(partMax))
            {
                Write(part);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IEnumerable<RecordedEvent> Read()
    {
        var readers = parts.Select(part => new StreamReader(part, Encoding.UTF8, false, 64 * 1024)).ToArray();
        try
        {
            var next = new PriorityQueue<(int Reader, RecordedEvent Event), (DateTimeOffset Arrival, long Line, int Reader)>();
            for (var reader = 0; reader < readers.Length; reader++)
            {
                Advance(reader);
            }

            while (next.TryDequeue(out var first, out _))
            {
                yield return first.Event;
                Advance(first.Reader);
            }

            void Advance(int reader)
            {
                if (readers[reader].ReadLine() is { } line)
                {
                    var recorded = Parse(line);
                    next.Enqueue((reader, recorded), (recorded.Arrival, recorded.Line, reader));
                }
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                reader.Dispose();
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(RecordedEvent[] part)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{parts.Count:D5}.jsonl"));
        parts.Add(path);
        using var file = new BufferedStream(File.Create(path), 64 * 1024);
        foreach (var recorded in part.OrderBy(one => one.Arrival).ThenBy(one => one.Line))
        {
            file.Write(Encoding.ASCII.GetBytes(recorded.Line.ToString(CultureInfo.InvariantCulture)));
            file.WriteByte((byte)' ');
            JsonLines.Write(file, recorded);
        }
    }

    private static RecordedEvent Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var read = EventJson.Read(Encoding.UTF8.GetBytes(line[(space + 1)..]), out var arrival);
        return new(read.Event!, arrival!.Value, long.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture));
    }
}
