using System.IO.Compression;
using JourneyGrains.CommandLine.Connecting;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>A file of events, or standard input, with how far it is read. A name that ends in .gz is read compressed.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly FileStream? file;

    private EventFile(FileStream? file, Stream content, string name)
    {
        (this.file, Content, Name) = (file, content, name);
    }

    public Stream Content { get; }

    /// <summary>As dead letters name it: "file orders.jsonl", "standard input".</summary>
    public string Name { get; }

    /// <summary>0 to 1; null where the end is not known.</summary>
    public double? Fraction => file is { Length: > 0 } ? (double)file.Position / file.Length : null;

    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static EventFile Open(string path, Stream standardInput)
    {
        if (path == "-")
        {
            return new(null, standardInput, "standard input");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        var zipped = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return new(file, zipped ? new GZipStream(file, CompressionMode.Decompress) : file, $"file {Path.GetFileName(path)}");
    }

    /// <summary>What to end with where the content cannot be unpacked.</summary>
    /// <param name="advice">What to do now.</param>
    public CommandException Damaged(InvalidDataException error, string advice) =>
        new(ExitCodes.Refused, $"The {Name} is no gzip file, or is damaged: {error.Message} {advice}", error);

    public void Dispose()
    {
        if (file is not null)
        {
            Content.Dispose();
            file.Dispose();
        }
    }
}
