using JourneyGrains.Definitions;

namespace JourneyGrains.Simulation.Tests;

/// <summary>The sample journeys of the repository, and small ones written for a test.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(SharedData.Repository, "silo", "journeys");

    private static readonly Lazy<LoadedDefinitions> Shared = new(() => Load(Folder));

    public static LoadedDefinitions Journeys => Shared.Value;

    public static LoadedDefinitions Load(string folder)
    {
        var loaded = DefinitionReader.Read(folder);
        Assert.True(loaded.Succeeded, string.Join('\n', loaded.Diagnostics));
        return loaded;
    }
}
