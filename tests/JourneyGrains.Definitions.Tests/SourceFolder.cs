namespace JourneyGrains.Definitions.Tests;

/// <summary>The repository the tests run in: its samples, schemas and documentation are tested too.</summary>
internal static class SourceFolder
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    public static string Samples => Path.Combine(Root, "silo", "journeys");

    public static string Festival => Path.Combine(Root, "samples", "festival");

    public static string Schemas => Path.Combine(Root, "schemas");

    public static string Docs => Path.Combine(Root, "docs");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "JourneyGrains.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
