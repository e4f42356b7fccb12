namespace JourneyGrains.Contracts.Operations;

/// <summary>The catalogue of definitions. Key 0.</summary>
[Alias("journeygrains.catalogue")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>The definitions in force.</summary>
    [Alias("current")]
    Task<DefinitionsView> Current();

    /// <summary>Reads the silo's definition files again; with any error the ones in force stay.</summary>
    /// <returns>The errors, as file:line:column: message; none: the files are in force.</returns>
    [Alias("reload")]
    Task<string[]> Reload();
}
