using System.Globalization;
using System.Text.Json;
using JourneyGrains.Definitions;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Silo.Demo;

/// <summary>
/// The folder of a demo: its store, what it sent, and a file that says of which day they are. By that file a demo knows what it may delete, and
/// whether a store's day is the one asked for.
/// </summary>
internal sealed class DemoFolder(string path)
{
    private const string DayFile = "demo.json";
    private const string UnfinishedFile = $"{DayFile}.tmp";
    private const string StoreFile = "journeygrains.db";
    private const string OutboxFolder = "outbox";
    private const string LockFile = $"{StoreFile}.lock";
    private static readonly string[] StoreFiles = [StoreFile, $"{StoreFile}-wal", $"{StoreFile}-shm", LockFile];

    public string Store { get; } = Path.GetFullPath(Path.Combine(path, StoreFile));

    public string Outbox { get; } = Path.GetFullPath(Path.Combine(path, OutboxFolder));

    private string Root { get; } = Path.GetFullPath(path);

    /// <summary>Makes the folder ready for a day.</summary>
    /// <param name="fresh">What a demo made there before is deleted first.</param>
    /// <exception cref="DemoException">It cannot be, or holds what is not this demo's.</exception>
    /// <exception cref="StoreInUseException">A silo runs on what would be deleted.</exception>
    public void Prepare(DemoDay day, bool fresh)
    {
        try
        {
            Directory.CreateDirectory(Root);
            if (fresh)
            {
                Clear();
            }

            Claim(day);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not StoreInUseException)
        {
            throw new DemoException($"--data is '{Root}', where no demo can be: {PathProblem.WhyNotMade(error)} Give a folder that can be written to.", error);
        }
    }

    private void Clear()
    {
        var names = Directory.EnumerateFileSystemEntries(Root).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return;
        }

        if (DayOf() is null)
        {
            throw new DemoException(
                $"No demo made the folder '{Root}' (it has no {DayFile} of one), so --fresh does not delete it. Give another --data, or delete it yourself.");
        }

        if (names.Find(name => name is not (DayFile or OutboxFolder) && !StoreFiles.Contains(name) && name != UnfinishedFile) is { } foreign)
        {
            throw new DemoException(
                $"The folder '{Root}' holds '{foreign}', which no demo made, so --fresh deletes nothing. Move it away or give another --data.");
        }

        Delete();
    }

    private void Delete()
    {
        // The lock of the store, held until all is gone: a silo that runs on it keeps it, and one that starts now waits for its turn.
        using var held = new StoreFileLock(Store);
        if (Directory.Exists(Outbox))
        {
            Directory.Delete(Outbox, recursive: true);
        }

        foreach (var name in StoreFiles.Where(name => name != LockFile).Append(DayFile))
        {
            File.Delete(Path.Combine(Root, name));
        }
    }

    private void Claim(DemoDay day)
    {
        var known = DayOf();
        if (known is null && File.Exists(Store))
        {
            throw new DemoException(
                $"The store '{Store}' is not of a demo (there is no {DayFile} of one beside it), and a generated day does not belong in it. "
                    + "Give another --data.");
        }

        if (known is not null && known != day)
        {
            throw new DemoException($"The store in '{Root}' has the day of {known}. Start with --fresh for {day}, or give another --data.");
        }

        if (known is null)
        {
            // Whole or not there, should the demo be killed here.
            var unfinished = Path.Combine(Root, UnfinishedFile);
            File.WriteAllText(unfinished, JsonSerializer.Serialize(day));
            File.Move(unfinished, Path.Combine(Root, DayFile), overwrite: true);
        }
    }

    /// <summary>The day that a demo began here; null: none did.</summary>
    private DemoDay? DayOf()
    {
        try
        {
            return JsonSerializer.Deserialize<DemoDay>(File.ReadAllText(Path.Combine(Root, DayFile)));
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>Which day a demo generates: the same numbers are the same day.</summary>
internal sealed record DemoDay(int Seed, int Customers, int Events)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"--seed {Seed} --customers {Customers} --events {Events}");
}

/// <summary>A demo cannot be as it was asked for. The message says why and what to do.</summary>
internal sealed class DemoException(string message, Exception? cause = null) : Exception(message, cause);
