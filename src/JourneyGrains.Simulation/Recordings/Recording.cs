using System.IO.Compression;
using JourneyGrains.Simulation.Recordings.Csv;

namespace JourneyGrains.Simulation.Recordings;

/// <summary>Recordings of events in files: JSON Lines, or CSV with a mapping. A name that ends in .gz is read compressed.</summary>
public static class Recording
{
    /// <summary>The events of a recording; CSV in order of arrival, JSON Lines in the order of the file.</summary>
    /// <param name="path">The file; with a mapping also the folder that holds the files the mapping names.</param>
    /// <param name="mapping">A mapping file for CSV; null: JSON Lines.</param>
    /// <param name="bad">Gets each line that cannot be read.</param>
    /// <exception cref="MappingException">The mapping is wrong or does not fit the files.</exception>
    public static IEnumerable<RecordedEvent> Read(string path, string? mapping, Action<BadLine> bad) =>
        mapping is null ? JsonLines.Read(path, bad) : CsvRecording.Read(path, MappingReader.Read(mapping), bad);

    /// <summary>Opens a file for reading once, front to back.</summary>
    /// <exception cref="FileNotFoundException">There is none; it says what to do.</exception>
    internal static Stream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no recording '{path}'. Name a file of JSON Lines (one event a line, as 'simulate generate-day' and 'log export' write them), or of CSV with --mapping.", path);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
