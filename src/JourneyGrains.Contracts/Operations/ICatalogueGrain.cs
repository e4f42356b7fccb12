namespace JourneyGrains.Contracts.Operations;

/// <summary>The catalogue of definitions. Key 0.</summary>
[Alias("journeygrains.catalogue")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>The definitions in force.</summary>
    [Alias("current")]
    Task<DefinitionsView> Current();

    /// <summary>
    /// Lets every silo read its definition files again and puts them in force everywhere, or nowhere: where a file has an error, where silos
    /// read different versions, or where one does not answer, the ones in force stay.
    /// </summary>
    [Alias("reload")]
    Task<ReloadReport> Reload();
}

/// <summary>What became of a reload.</summary>
/// <param name="Done">All silos have the new definitions in force.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.reload-report")]
public sealed record ReloadReport([property: Id(0)] bool Done, [property: Id(1)] SiloReload[] Silos);

/// <summary>What became of a reload on one silo.</summary>
/// <param name="Address">Where it listens for other silos.</param>
/// <param name="Read">The digest of what its files hold; null: they have errors, or it did not answer.</param>
/// <param name="InForce">Whether it has that in force now.</param>
/// <param name="Problems">What kept it from it, for a file as file:line:column: message.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.silo-reload")]
public sealed record SiloReload(
    [property: Id(0)] string Address, [property: Id(1)] string? Read, [property: Id(2)] bool InForce, [property: Id(3)] string[] Problems)
{
    /// <summary>What is in order, and will not do on this silo what it says: a call to a host that its settings do not allow.</summary>
    [Id(4)]
    public string[] Notes { get; init; } = [];
}
