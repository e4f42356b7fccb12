namespace JourneyGrains.CommandLine;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Something was refused, failed its check, or is not there.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>No connection to the cluster, or no answer from it.</summary>
    public const int NoCluster = 3;

    /// <summary>Ended by the user.</summary>
    public const int Cancelled = 130;
}
