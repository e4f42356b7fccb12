namespace JourneyGrains.Simulation.StateDiffs;

/// <summary>From when to when customers are lived on.</summary>
/// <param name="From">The moment of the publication: what was due before it comes at once.</param>
/// <param name="Until">Waits that are over before this moment end.</param>
public sealed record StateDiffOptions(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Customers lived on at once; the outcome does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told now and then how many customers were read.</summary>
    public Action<long>? Progress { get; init; }
}
