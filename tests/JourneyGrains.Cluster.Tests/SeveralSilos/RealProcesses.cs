namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>Tests with many processes run one after the other: a machine that is too busy looks like a dead silo.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "real processes";
}
