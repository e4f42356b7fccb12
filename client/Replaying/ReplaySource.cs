using JourneyGrains.Client.Publishing;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Publishing;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Recordings.Csv;

namespace JourneyGrains.CommandLine.Replaying;

/// <summary>The events of a recording; what gives none is told and kept as a dead letter.</summary>
internal sealed class ReplaySource(string path, string? mapping, IEventPublisher publisher, RefusedLines refused, TypeNotes types)
{
    private readonly LineNumbers lines = new();
    private RecordedEvent[]? rows;

    /// <summary>How many events there are, or about; CSV is sorted in memory, so it is read here.</summary>
    /// <exception cref="CommandException">It cannot be unpacked; nothing of it was sent.</exception>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        if (mapping is not null)
        {
            rows = [.. Read()];
            return rows.Length;
        }

        using var file = EventFile.Open(path, Stream.Null);
        try
        {
            return await LinesAsync(file, cancellation);
        }
        catch (InvalidDataException error)
        {
            throw file.Damaged(error, "Nothing of it was replayed.");
        }
    }

    public IAsyncEnumerable<EventRecord> Events() =>
        (rows ?? Read()).Select(Record).ToAsyncEnumerable();

    /// <summary>Tells of an event the log refused, which has put it into the dead letters.</summary>
    /// <param name="number">Of the event in the recording, from 1.</param>
    public void TellRefused(long number, EventRecord record, Refusal refusal)
    {
        // The rows of a folder come from several files, and a row does not say from which.
        var where = Directory.Exists(path)
            ? $"folder {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}, line {lines.Of(number)}, event '{record.Id}'"
            : $"file {Path.GetFileName(path)}:{lines.Of(number)}";
        refused.Tell(where, refusal.Code, refusal.Reason);
    }

    private static async Task<long> LinesAsync(EventFile file, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        long count = 0;
        for (int read; (read = await file.Content.ReadAsync(buffer, cancellation)) > 0;)
        {
            count += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return count;
    }

    private EventRecord Record(RecordedEvent recorded)
    {
        types.Look(recorded.Event.Type);
        lines.Add(recorded.Line);
        return EventRecord.Of(recorded.Event, arrival: recorded.Arrival);
    }

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
