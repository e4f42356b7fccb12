namespace JourneyGrains.Storage.Postgres;

/// <summary>What becomes one transaction: works of the log and commits of customers.</summary>
internal sealed class StoreTransaction(LogTransaction log)
{
    public LogTransaction Log { get; } = log;

    public CustomerTransaction Customers { get; } = new();
}
