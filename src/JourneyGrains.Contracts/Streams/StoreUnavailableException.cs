namespace JourneyGrains.Contracts.Streams;

/// <summary>
/// The store does not take what was asked now: it is down, full or read-only. Nothing was written as far as is known, and nothing needs a hand
/// in the cluster: try again until the store is back. The message says what is wrong and what to do.
/// </summary>
/// <param name="code">One of <see cref="StoreProblems"/>.</param>
[GenerateSerializer, Alias("journeygrains.store-unavailable")]
public sealed class StoreUnavailableException(string code, string message) : Exception(message)
{
    /// <summary>For programs: one of <see cref="StoreProblems"/>.</summary>
    [Id(0)]
    public string Code { get; } = code;
}

/// <summary>What can be wrong with a store.</summary>
public static class StoreProblems
{
    /// <summary>Its disk is full, or a limit of its size is reached.</summary>
    public const string Full = "store-full";

    /// <summary>It can be read and not written.</summary>
    public const string ReadOnly = "store-read-only";

    /// <summary>It does not answer; whether the last write is there will show when it does.</summary>
    public const string Unreachable = "store-unreachable";

    /// <summary>It failed otherwise.</summary>
    public const string Failed = "store-failed";
}
