using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>Messages ready for their channel, counted by second, channel and journey, for all shards: sums do not depend on order.</summary>
internal sealed class SendLoad(DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<(string Channel, string Origin), Counts> counts = [];
    private readonly List<SendLoadSink> sinks = [];

    /// <summary>Seconds from the beginning to the end.</summary>
    public int Seconds { get; } = (int)Math.Ceiling((to - from).TotalSeconds) + 1;

    /// <summary>By channel and journey, in ordinal order of both. Once the shards are at their end.</summary>
    public IEnumerable<(string Channel, string Origin, Counts Counts)> All
    {
        get
        {
            sinks.ForEach(sink => sink.Flush());
            return counts
                .Select(pair => (pair.Key.Channel, pair.Key.Origin, pair.Value))
                .OrderBy(one => one.Channel, StringComparer.Ordinal).ThenBy(one => one.Origin, StringComparer.Ordinal);
        }
    }

    /// <summary>A shard's own. Not for several threads at once.</summary>
    public ISimulationSink Sink()
    {
        sinks.Add(new(this));
        return sinks[^1];
    }

    public DateTimeOffset At(double second) => from.AddSeconds(second);

    /// <summary>The second of a moment; what is before the beginning or after the end counts with these.</summary>
    public int SecondOf(DateTimeOffset moment) => (int)Math.Clamp((moment - from).Ticks / TimeSpan.TicksPerSecond, 0, Seconds - 1);

    /// <summary>The counts of a channel and journey, for any thread.</summary>
    public Counts Of(string channel, string origin)
    {
        lock (counts)
        {
            if (!counts.TryGetValue((channel, origin), out var known))
            {
                counts[(channel, origin)] = known = new(Seconds);
            }

            return known;
        }
    }

    /// <summary>Of one channel and journey.</summary>
    internal sealed class Counts(int seconds)
    {
        public int[] BySecond { get; } = new int[seconds];

        /// <summary>From ready to expiry, the shortest of all.</summary>
        public TimeSpan ShortestLife { get; private set; } = TimeSpan.MaxValue;

        /// <summary>The seconds in which any became ready, in their order.</summary>
        public IEnumerable<int> Busy()
        {
            for (var second = Next(0); second >= 0; second = Next(second + 1))
            {
                yield return second;
            }
        }

        /// <summary>Adds messages, one for each second given, from any thread.</summary>
        public void Add(ReadOnlySpan<int> ready, TimeSpan shortest)
        {
            lock (BySecond)
            {
                foreach (var second in ready)
                {
                    BySecond[second]++;
                }

                ShortestLife = shortest < ShortestLife ? shortest : ShortestLife;
            }
        }

        private int Next(int from) => BySecond.AsSpan(from).IndexOfAnyExcept(0) is >= 0 and var skipped ? from + skipped : -1;
    }
}
