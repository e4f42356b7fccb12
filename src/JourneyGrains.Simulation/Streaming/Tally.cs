namespace JourneyGrains.Simulation.Streaming;

/// <summary>How many went by in a sequence that is read once.</summary>
internal sealed class Tally<T>(IEnumerable<T> sequence)
{
    /// <summary>So far.</summary>
    public long Count { get; private set; }

    public IEnumerable<T> Passing()
    {
        foreach (var one in sequence)
        {
            Count++;
            yield return one;
        }
    }
}
