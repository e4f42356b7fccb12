using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>Keeps the refused events of a shard, up to a number.</summary>
internal sealed class ProblemSink : ISimulationSink
{
    /// <summary>Refused events kept of each shard; all are counted elsewhere.</summary>
    public const int KeptMax = 5_000;

    private readonly List<RefusedEvent> all = [];

    public IReadOnlyList<RefusedEvent> All => all;

    public void Refused(RefusedEvent refused)
    {
        if (all.Count < KeptMax)
        {
            all.Add(refused);
        }
    }
}
