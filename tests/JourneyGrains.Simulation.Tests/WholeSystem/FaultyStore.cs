using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>
/// A store in memory that fails by chance, before a commit is made or after, and then the process with it. What was committed stays,
/// whole.
/// </summary>
internal sealed class FaultyStore(Random chance, int oneIn)
{
    private byte[]? state;

    public List<TranscriptEntry> Transcript { get; } = [];

    /// <summary>The totals of results.</summary>
    public SortedDictionary<string, long> Results { get; } = new(StringComparer.Ordinal);

    public int Version { get; private set; }

    public int Crashes { get; private set; }

    public CustomerState Read() => state is null ? CustomerState.New("c-1") : CoreJson.ReadState(state);

    /// <exception cref="CrashException">The process ends here; whether the commit was made shows when it is read again.</exception>
    public void Commit(int expected, Turn turn, byte[] next)
    {
        Assert.Equal(Version, expected);
        MayCrash();
        Version++;
        state = next;
        if (turn.Entry is not null)
        {
            Transcript.Add(turn.Entry);
        }

        foreach (var (name, by) in turn.Counts)
        {
            Results[name] = Results.GetValueOrDefault(name) + by;
        }

        MayCrash();
    }

    public void MayCrash()
    {
        if (chance.Next(oneIn) == 0)
        {
            Crashes++;
            throw new CrashException();
        }
    }
}

/// <summary>The process ends; memory is gone.</summary>
internal sealed class CrashException : Exception;
