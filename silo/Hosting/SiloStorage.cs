namespace JourneyGrains.Silo.Hosting;

/// <summary>What a silo keeps its store in.</summary>
public enum SiloStorage
{
    /// <summary>One file, one silo, nothing to install.</summary>
    Sqlite,

    /// <summary>One database for all silos of a cluster.</summary>
    Postgres,
}
