namespace JourneyGrains.Client.Connecting;

/// <summary>Why a first connection failed.</summary>
public static class ConnectFailures
{
    /// <summary>A silo answered, but of a cluster with another id: trying again cannot mend that.</summary>
    public static bool IsOfAnotherCluster(Exception error) =>
        error.Message.Contains("Unexpected cluster id", StringComparison.Ordinal)
        || (error is AggregateException many && many.InnerExceptions.Any(IsOfAnotherCluster))
        || (error.InnerException is { } cause && IsOfAnotherCluster(cause));
}
