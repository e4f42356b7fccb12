namespace JourneyGrains.Load.Baselines;

/// <summary>
/// The limit of the database here: the rows that the workload's events need, of the bytes that the silo wrote, without turns, grains or
/// readers, a transaction for each <see cref="Batch"/> events. The same tables and settings as the store's.
/// </summary>
internal interface IRawBatches : IAsyncDisposable
{
    const int Batch = 500;

    /// <summary>Writes until the count or the time is reached; gives the events written.</summary>
    Task<int> WriteAsync(int most, TimeSpan time);
}
