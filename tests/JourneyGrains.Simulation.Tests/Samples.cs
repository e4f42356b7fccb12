using JourneyGrains.Definitions;

namespace JourneyGrains.Simulation.Tests;

/// <summary>The sample journeys of the repository, and small ones written for a test.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(SharedData.Repository, "silo", "journeys");

    private static readonly Lazy<LoadedDefinitions> Shared = new(() => Load(Folder));

    public static LoadedDefinitions Journeys => Shared.Value;

    /// <summary>Copies the sample journeys, each file as it is to be.</summary>
    /// <param name="changed">From its name below the folder and its content.</param>
    public static void CopyTo(string target, Func<string, string, string> changed)
    {
        foreach (var source in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Folder, source);
            var file = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, changed(name, File.ReadAllText(source)));
        }
    }

    public static LoadedDefinitions Load(string folder)
    {
        var loaded = DefinitionReader.Read(folder);
        Assert.True(loaded.Succeeded, string.Join('\n', loaded.Diagnostics));
        return loaded;
    }
}
