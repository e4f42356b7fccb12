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

    public int Version { get; private set; }

    public int Crashes { get; private set; }

    public CustomerState Read() => state is null ? CustomerState.New("c-1") : CoreJson.ReadState(state);

    /// <exception cref="CrashException">The process ends here; whether the commit was made shows when it is read again.</exception>
    public void Commit(int expected, CustomerState next, TranscriptEntry? entry)
    {
        Assert.Equal(Version, expected);
        MayCrash();
        Version++;
        state = CoreJson.Write(next);
        if (entry is not null)
        {
            Transcript.Add(entry);
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
