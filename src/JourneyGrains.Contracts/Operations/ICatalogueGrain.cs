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
    /// read different versions, or where one does not answer, the ones in force stay. So they do where a journey is gone that has runs under way,
    /// which would end.
    /// </summary>
    [Alias("reload")]
    Task<ReloadReport> Reload();

    /// <summary>The same, and ends the runs of journeys that are gone.</summary>
    [Alias("reload-ending-runs")]
    Task<ReloadReport> ReloadEndingRuns();
}

/// <summary>What became of a reload.</summary>
/// <param name="Done">All silos have the new definitions in force.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.reload-report")]
public sealed record ReloadReport([property: Id(0)] bool Done, [property: Id(1)] SiloReload[] Silos)
{
    /// <summary>What the files change of what is in force; null: the silos do not agree on files that can be read.</summary>
    [Id(2)]
    public ReloadChanges? Changes { get; init; }

    /// <summary>Nothing was changed, because the files lack journeys with runs under way: which, and how many runs would end; null: not so.</summary>
    [Id(3)]
    public string? Refusal { get; init; }
}

/// <summary>What files change of the definitions in force.</summary>
/// <param name="Any">Whether they differ in anything, comments too.</param>
/// <param name="Added">Files that are new.</param>
/// <param name="Changed">Files that hold something else.</param>
/// <param name="Removed">Files that are gone.</param>
/// <param name="Ending">Journeys that are gone while runs of them are under way.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.reload-changes")]
public sealed record ReloadChanges(
    [property: Id(0)] bool Any, [property: Id(1)] string[] Added, [property: Id(2)] string[] Changed, [property: Id(3)] string[] Removed,
    [property: Id(4)] EndingRuns[] Ending)
{
    /// <summary>What is in order, and names versions or steps of journeys that were never published: a migration that would move nobody.</summary>
    [Id(5)]
    public string[] Notes { get; init; } = [];
}

/// <summary>A journey that is gone.</summary>
/// <param name="Runs">How many runs of it are under way.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.ending-runs")]
public sealed record EndingRuns([property: Id(0)] string Journey, [property: Id(1)] long Runs);

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

    /// <summary>The folder that was read; empty: the silo did not answer.</summary>
    [Id(5)]
    public string Folder { get; init; } = "";
}
