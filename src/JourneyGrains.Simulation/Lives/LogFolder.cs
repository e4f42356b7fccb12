using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Lives;

/// <summary>
/// A system's log in a folder: events.jsonl, a recording like any other; lives.jsonl, the customers with their journals; log.json, which says
/// how to read them. It holds personal data.
/// </summary>
public static class LogFolder
{
    public const string EventsFile = "events.jsonl";
    public const string LivesFile = "lives.jsonl";
    public const string AboutFile = "log.json";

    private const int Version = 1;

    /// <summary>Writes the last of the three files, which makes the folder whole.</summary>
    /// <param name="definitions">The digest of the definitions in force.</param>
    public static void Finish(string folder, int partitions, string definitions, ImmutableArray<Edition> editions = default) => File.WriteAllBytes(
        Path.Combine(folder, AboutFile),
        JsonSerializer.SerializeToUtf8Bytes(new LogAbout(Version, partitions, definitions, editions), LifeJsonContext.Default.LogAbout));

    /// <summary>Where the files of an edition are.</summary>
    public static string EditionFolder(string folder, int number) =>
        Path.Combine(folder, "editions", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>One line of <see cref="LivesFile"/>.</summary>
    public static void Write(Stream stream, RecordedLife life)
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WritePropertyName("state");
        writer.WriteRawValue(CoreJson.Write(life.State));
        writer.WriteStartArray("journal");
        foreach (var row in life.Journal)
        {
            writer.WriteStartObject();
            writer.WriteString("at", Moments.Format(row.At));
            writer.WriteNumber("after", row.AfterOffset);
            writer.WritePropertyName("journaled");
            writer.WriteRawValue(CoreJson.Write(row.Journaled));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <exception cref="InvalidDataException">The folder is not whole, of another version, or a line of it cannot be read.</exception>
    public static (LogAbout About, IEnumerable<LoggedEvent> Events, IEnumerable<RecordedLife> Lives) Read(string folder)
    {
        var file = Path.Combine(folder, AboutFile);
        var about = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), LifeJsonContext.Default.LogAbout) : null;
        return about is { Version: Version, Partitions: > 0 }
            ? (about, Events(folder, about.Partitions), Lives(folder))
            : throw new InvalidDataException(
                $"'{folder}' is not a whole exported log of version {Version}: {AboutFile} is missing or says something else. Export it again.");
    }

    /// <summary>Offsets have no gaps and begin at 0: within a partition they are the order of the lines.</summary>
    private static IEnumerable<LoggedEvent> Events(string folder, int partitions)
    {
        var next = new long[partitions];
        foreach (var recorded in JsonLines.Read(Path.Combine(folder, EventsFile), bad => throw new InvalidDataException(bad.ToString())))
        {
            yield return new(recorded.Event, recorded.Arrival, next[StableHashing.Partition(recorded.Event.CustomerId, partitions)]++);
        }
    }

    private static IEnumerable<RecordedLife> Lives(string folder) => Lines(folder, ReadLife);

    /// <summary>What came to each customer beside the events, without where they stand.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    internal static IEnumerable<(string CustomerId, RecordedInput[] Journal)> Journals(string folder) => Lines(folder, line =>
    {
        using var parsed = JsonDocument.Parse(line);
        return (parsed.RootElement.GetProperty("state").GetProperty("id").GetString()!, ReadJournal(parsed.RootElement));
    });

    private static IEnumerable<T> Lines<T>(string folder, Func<string, T> read)
    {
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, LivesFile)))
        {
            number++;
            T life;
            try
            {
                life = read(line);
            }
            catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                throw new InvalidDataException($"{LivesFile}:{number}: {error.Message}", error);
            }

            yield return life;
        }
    }

    private static RecordedLife ReadLife(string line)
    {
        using var parsed = JsonDocument.Parse(line);
        var state = CoreJson.ReadState(Encoding.UTF8.GetBytes(parsed.RootElement.GetProperty("state").GetRawText()));
        return new(state, ReadJournal(parsed.RootElement));
    }

    private static RecordedInput[] ReadJournal(JsonElement life) =>
    [
        .. life.GetProperty("journal").EnumerateArray().Select(row => new RecordedInput(
            Moments.TryParse(row.GetProperty("at").GetString()!, out var at) ? at : throw new FormatException("'at' is not a time."),
            row.GetProperty("after").GetInt64(),
            CoreJson.ReadJournaled(row.GetProperty("journaled").GetRawText()))),
    ];
}
