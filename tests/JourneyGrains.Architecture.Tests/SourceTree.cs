namespace JourneyGrains.Architecture.Tests;

/// <summary>The repository the tests run in, without what builds and runs leave behind.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> LeftBehind = new(StringComparer.Ordinal)
    {
        "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "data", "outbox", ".git", ".vs", ".idea",
    };

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Every file, ordered by path.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. Under(Root).Order(StringComparer.Ordinal).Select(path => new SourceFile(path, Name(path)))];

    /// <summary>The C# files under a folder of the repository; "": all.</summary>
    public static IEnumerable<SourceFile> Code(string folder = "") =>
        Files.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal) && file.Name.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>A path as seen from the root, with '/' on every system.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsOurs).Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Under));

    private static bool IsOurs(string path) => !LeftBehind.Contains(Path.GetFileName(path));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "JourneyGrains.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("JourneyGrains.sln is in no folder above the tests."));
}

/// <summary>A file of the repository.</summary>
/// <param name="Name">Its path from the root, with '/'.</param>
internal sealed record SourceFile(string Path, string Name)
{
    /// <summary>False: bytes that are no text, like a picture.</summary>
    public bool IsText => !File.ReadAllBytes(Path).AsSpan().Contains((byte)0);

    public string[] Lines() => File.ReadAllLines(Path);

    public string Text() => File.ReadAllText(Path);
}
