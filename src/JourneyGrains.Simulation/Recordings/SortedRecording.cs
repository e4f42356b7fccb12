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

    public IEnumerable<RecordedEvent> Read() => SortedMerge.Of(parts.Select(Part), recorded => (recorded.Arrival, recorded.Line));

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

    private static IEnumerable<RecordedEvent> Part(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, false, 64 * 1024);
        while (reader.ReadLine() is { } line)
        {
            yield return Parse(line);
        }
    }

    private static RecordedEvent Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var read = EventJson.Read(Encoding.UTF8.GetBytes(line[(space + 1)..]), out var arrival);
        return new(read.Event!, arrival!.Value, long.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture));
    }
}
