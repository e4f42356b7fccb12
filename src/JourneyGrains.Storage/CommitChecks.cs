namespace JourneyGrains.Storage;

/// <summary>What every store asks of a commit before it writes.</summary>
internal static class CommitChecks
{
    /// <exception cref="ArgumentException">The partition does not exist, the id is empty, or the version does not rise.</exception>
    public static void Check(this CustomerCommit commit, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(commit.Partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(commit.Partition, partitions);
        ArgumentException.ThrowIfNullOrEmpty(commit.CustomerId);
        if (commit.ExpectedVersion < 0 || commit.Version <= commit.ExpectedVersion)
        {
            throw new ArgumentException(
                $"Version {commit.Version} does not follow the expected version {commit.ExpectedVersion}; it must be higher.");
        }
    }
}
