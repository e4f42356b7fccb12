namespace JourneyGrains.Definitions;

/// <summary>Reads a folder of definitions: brand, journeys, templates, loyalty programme, campaigns, event types.</summary>
public static class DefinitionReader
{
    /// <summary>Reads and checks everything; all problems are found, not only the first.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static LoadedDefinitions Read(string folder) => throw new NotImplementedException();
}
