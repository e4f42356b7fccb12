using JourneyGrains.Client.Publishing;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Publishing;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Recordings.Csv;

namespace JourneyGrains.CommandLine.Replaying;

/// <summary>The events of a recording; what gives none is told and kept as a dead letter.</summary>
internal sealed class ReplaySource(string path, string? mapping, IEventPublisher publisher, RefusedLines refused)
{
    private RecordedEvent[]? rows;

    /// <summary>How many events there are, or about; CSV is sorted in memory, so it is read here.</summary>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        if (mapping is not null)
        {
            rows = [.. Read()];
            return rows.Length;
        }

        using var file = EventFile.Open(path, Stream.Null);
        var buffer = new byte[64 * 1024];
        long lines = 0;
        for (int read; (read = await file.Content.ReadAsync(buffer, cancellation)) > 0;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }

    public IAsyncEnumerable<EventRecord> Events() =>
        (rows ?? Read()).Select(recorded => EventRecord.Of(recorded.Event, arrival: recorded.Arrival)).ToAsyncEnumerable();

    private IEnumerable<RecordedEvent> Read()
    {
        try
        {
            return Recording.Read(path, mapping, Keep);
        }
        catch (MappingException error)
        {
            throw new CommandException(ExitCodes.Refused, error.Message, error);
        }
    }

    // The reader cannot wait for a task; blocking it here is what keeps a file of bad rows from filling the memory.
    private void Keep(BadLine bad)
    {
        var where = $"file {bad.File ?? Path.GetFileName(path)}:{bad.Line}";
        refused.Tell(where, RefusalCodes.Unreadable, bad.Reason);
        publisher.RefuseAsync(bad.Excerpt, new Refusal(RefusalCodes.Unreadable, bad.Reason), where).AsTask().GetAwaiter().GetResult();
    }
}
