namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// For each partition a moment before which nothing is due, as the one process knows that writes the file. Microseconds since 1970.
/// </summary>
internal sealed class DueFloors(int partitions)
{
    // Not looked at yet: anything may be due.
    private readonly long[] floors = [.. Enumerable.Repeat(long.MinValue, partitions)];

    public long Of(int partition) => Volatile.Read(ref floors[partition]);

    /// <summary>
    /// Before the index is read: what is committed from here on counts, and what was committed before, the read sees. A read that is not
    /// brought to its end has to <see cref="Lower"/> it again.
    /// </summary>
    public void BeginLook(int partition) => Interlocked.Exchange(ref floors[partition], long.MaxValue);

    /// <summary>Something is due then: a commit that is durable, or what a look at the index found.</summary>
    public void Lower(int partition, long due)
    {
        ref var floor = ref floors[partition];
        for (var known = Volatile.Read(ref floor); due < known;)
        {
            var before = Interlocked.CompareExchange(ref floor, due, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }
}
