using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>
/// Gathers a shard's messages and counts many at once: millions of seconds lie in no cache, and the memory answers many who ask together nearly
/// as soon as one alone.
/// </summary>
internal sealed class SendLoadSink(SendLoad load) : ISimulationSink
{
    private const int GatheredMax = 256;

    private readonly Dictionary<(string Channel, string Origin), Gathered> gathered = [];

    public void HandedOver(SimulatedMessage message)
    {
        var key = (message.Message.Channel, message.Message.Origin);
        if (!gathered.TryGetValue(key, out var here))
        {
            gathered[key] = here = new(load.Of(key.Channel, key.Origin));
        }

        here.Add(load.SecondOf(message.HandedOverAt), message.Message.ExpiresAt - message.HandedOverAt);
    }

    /// <summary>Counts what is gathered so far.</summary>
    public void Flush()
    {
        foreach (var here in gathered.Values)
        {
            here.Flush();
        }
    }

    private sealed class Gathered(SendLoad.Counts counts)
    {
        private readonly int[] seconds = new int[GatheredMax];
        private TimeSpan shortest = TimeSpan.MaxValue;
        private int count;

        public void Add(int second, TimeSpan life)
        {
            seconds[count++] = second;
            shortest = life < shortest ? life : shortest;
            if (count == GatheredMax)
            {
                Flush();
            }
        }

        public void Flush()
        {
            counts.Add(seconds.AsSpan(0, count), shortest);
            count = 0;
        }
    }
}
