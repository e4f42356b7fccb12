using Orleans.Runtime.Messaging;

namespace JourneyGrains.Client.Connecting;

/// <summary>Why a connection failed, or a call.</summary>
public static class ConnectFailures
{
    /// <summary>A call met no silo that answers: none runs, it died meanwhile, or it is too busy. Another attempt may succeed.</summary>
    public static bool IsSilence(Exception error) => error is TimeoutException or SiloUnavailableException or ConnectionFailedException
        or OrleansMessageRejectionException or GatewayTooBusyException or ClientNotAvailableException;

    /// <summary>A silo answered, but of a cluster with another id: trying again cannot mend that.</summary>
    public static bool IsOfAnotherCluster(Exception error) =>
        error.Message.Contains("Unexpected cluster id", StringComparison.Ordinal)
        || (error is AggregateException many && many.InnerExceptions.Any(IsOfAnotherCluster))
        || (error.InnerException is { } cause && IsOfAnotherCluster(cause));
}
