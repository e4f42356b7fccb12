using System.IO.Compression;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Tests.Shared;

/// <summary>
/// Data sets by others, which lie beside the repository where they are there at all; and what lies in the repository itself.
/// </summary>
internal static class SharedData
{
    public static string Repository { get; } = FindRepository();

    public static string Sample(string path) => Path.Combine(Repository, "samples", path);

    /// <summary>The folder of a data set; skips the test where it is not there.</summary>
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(Repository); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Skip.If(true, $"The data set {name} is not in shared/data beside the repository.");
        return "";
    }

    /// <summary>The rows of these files, read without the code under test: none of them has quotation marks around commas.</summary>
    public static List<Dictionary<string, string>> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var names = reader.ReadLine()!.Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is var fields && fields.Length == names.Length)
            {
                rows.Add(names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
            }
        }

        return rows;
    }

    public static DateTimeOffset Time(string text) =>
        Moments.TryParse(text, out var moment) ? moment : throw new FormatException($"'{text}' is not a time.");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JourneyGrains.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
